import type { PlanDependency, PlanMilestone } from '../../../api/page-responses.ts';
import { INKS } from '../../parts/colours.ts';
import type { Element, Scale } from './drawing.ts';
import type { ChartRow } from './plan-bars.ts';

/** From a milestone of one project to what it holds up in another, both on this page. */
interface Arrow {
  from: { row: number; day: string };
  to: { row: number; day: string };
  dependency: PlanDependency;
}

/** What the projects of these lines wait for among themselves. */
export const arrowsAmong = (rows: readonly ChartRow[]): Arrow[] =>
  rows
    .filter(({ milestone }) => milestone === null)
    .flatMap(({ project }) =>
      project.dependencies.flatMap((dependency) => {
        const from = endAt(rows, dependency.on, dependency.milestone);
        const to = endAt(rows, project.code, dependency.gates);
        return from && to ? [{ from, to, dependency }] : [];
      }),
    );

/** The line of a milestone, or of its project where it is folded, and its day. */
function endAt(rows: readonly ChartRow[], code: string, milestone: string) {
  const own = rows.findIndex(({ key }) => key === `${code}/${milestone}`);
  const row = own >= 0 ? own : rows.findIndex(({ key }) => key === code);
  const found = rows[row]?.project.milestones.find((one) => one.code === milestone);
  const day = found && dayOf(found);
  return day === undefined || day === null ? undefined : { row, day };
}

const dayOf = ({ actual, expected, due }: PlanMilestone): string | null =>
  actual ?? expected ?? due;

const HEAD = 5;
const MIDDLE = 12;

/** An arrow with two bends: red and thick where what it waits for comes too late, dashed where it is only wished for. */
export function drawArrow(arrow: Arrow | undefined, scale: Scale): Element[] {
  if (!arrow) return [];
  const { from, to, dependency } = arrow;
  const isLate = (dependency.slackDays ?? 0) < 0 && !dependency.reached;
  const ink = isLate ? INKS.red : '#3b4652';
  const [x1, y1] = [scale.x(from.day), scale.y(from.row) + MIDDLE];
  const [x2, y2] = [scale.x(to.day), scale.y(to.row) + MIDDLE];
  const bend = x1 + 10;
  const down = y2 > y1 ? -1 : 1;
  const tip = y2 + down * 7;
  return [
    {
      type: 'polyline',
      shape: {
        points: [
          [x1, y1],
          [bend, y1],
          [bend, y2 + down * 16],
          [x2, y2 + down * 16],
          [x2, tip],
        ],
      },
      style: {
        ...{ fill: 'none', stroke: ink, lineWidth: isLate ? 2.5 : 1.5 },
        ...(dependency.type === 'soft' && { lineDash: [4, 3] }),
      },
    },
    {
      type: 'polygon',
      shape: {
        points: [
          [x2, tip],
          [x2 - HEAD, tip + down * HEAD * 1.6],
          [x2 + HEAD, tip + down * HEAD * 1.6],
        ],
      },
      style: { fill: ink },
    },
  ];
}
