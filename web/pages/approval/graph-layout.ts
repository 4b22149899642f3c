import { Graph, layout } from '@dagrejs/dagre';
import type { ApprovalAnswer } from '../../../api/approval-responses.ts';
import type { ItemAssessment, StageAssessment } from '../../../domain/approval/assessment.ts';
import type { Requirement } from '../../../domain/approval/template.ts';

/** Pixels of an item in the graph. */
export const ITEM_SIZE = { width: 216, height: 92 } as const;

const LANE_LEFT = 116;
const COLUMN = ITEM_SIZE.width + 40;
const ROW = ITEM_SIZE.height + 16;
const HEAD = 34;
const BAND_GAP = 14;

/** Where something stands in the graph, from its upper left corner. */
interface Placed {
  x: number;
  y: number;
}

/** A stage as a band across the graph, a lane in it for each department. */
export interface Band extends Placed {
  stage: StageAssessment;
  height: number;
  lanes: (Placed & { authority: string; height: number })[];
}

/** What needs what. */
export interface Need {
  from: string;
  to: string;
  isMet: boolean;
  /** Both lie on the critical path, one right after the other. */
  isCritical: boolean;
}

/** The graph of an approval: bands downwards, in each its items from left to right by what they need of it. */
export interface ApprovalGraph {
  bands: Band[];
  items: (Placed & { item: ItemAssessment })[];
  needs: Need[];
  width: number;
  height: number;
}

/** Lays out the items that are shown; bands without any are left out. */
export function layOutApproval(
  { assessment, requires }: Pick<ApprovalAnswer, 'assessment' | 'requires'>,
  shown: readonly ItemAssessment[],
): ApprovalGraph {
  const needs = needsAmong(shown, { requires, criticalPath: assessment.criticalPath });
  const bands: Band[] = [];
  const items: ApprovalGraph['items'] = [];
  let top = 0;
  for (const stage of assessment.stages) {
    const own = shown.filter((item) => item.stage === stage.id);
    if (own.length === 0) continue;
    const band = layOutBand(own, { needs, top: top + HEAD });
    bands.push({ stage, x: 0, y: top, height: HEAD + band.height, lanes: band.lanes });
    items.push(...band.items);
    top += HEAD + band.height + BAND_GAP;
  }
  const right = Math.max(0, ...items.map(({ x }) => x)) + ITEM_SIZE.width + 16;
  return { bands, items, needs, width: right, height: Math.max(0, top - BAND_GAP) };
}

/** Ids of the items that a requirement names. */
function itemsNamedIn(requirement: Requirement): string[] {
  if ('all' in requirement) return requirement.all.flatMap(itemsNamedIn);
  if ('any' in requirement) return requirement.any.flatMap(itemsNamedIn);
  return 'item' in requirement ? [requirement.item] : [];
}

function needsAmong(
  shown: readonly ItemAssessment[],
  { requires, criticalPath }: { requires: ApprovalAnswer['requires']; criticalPath: string[] },
): Need[] {
  const ids = new Set(shown.map(({ id }) => id));
  const steps = new Set(criticalPath.slice(1).map((id, nth) => `${criticalPath[nth] ?? ''}>${id}`));
  return shown.flatMap(({ id, waitsFor }) => {
    const named = requires[id] ? itemsNamedIn(requires[id]) : [];
    return [...new Set(named)]
      .filter((from) => ids.has(from))
      .map((from) => ({
        ...{ from, to: id, isMet: !waitsFor.includes(from) },
        isCritical: steps.has(`${from}>${id}`),
      }));
  });
}

function layOutBand(
  own: readonly ItemAssessment[],
  { needs, top }: { needs: readonly Need[]; top: number },
) {
  const columns = columnsOf(own, needs);
  const items: ApprovalGraph['items'] = [];
  const lanes: Band['lanes'] = [];
  let height = 0;
  for (const authority of new Set(own.map((item) => item.authority))) {
    const taken = new Map<number, number>();
    for (const item of own.filter((one) => one.authority === authority)) {
      const column = columns.get(item.id) ?? 0;
      const row = taken.get(column) ?? 0;
      taken.set(column, row + 1);
      items.push({ item, x: LANE_LEFT + column * COLUMN, y: top + height + row * ROW + 8 });
    }
    const rows = Math.max(...taken.values());
    lanes.push({ authority, x: 0, y: top + height, height: rows * ROW });
    height += rows * ROW;
  }
  return { items, lanes, height };
}

/** The column of each item in its band: its rank among those of the band, as dagre finds it. */
function columnsOf(own: readonly ItemAssessment[], needs: readonly Need[]): Map<string, number> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR' });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(own.map(({ id }) => id));
  for (const id of ids) graph.setNode(id, { ...ITEM_SIZE });
  for (const { from, to } of needs) if (ids.has(from) && ids.has(to)) graph.setEdge(from, to);
  layout(graph);
  // `as`: dagre types the label of a node as anything; layout() puts its place there.
  const placeOf = (id: string) => graph.node(id) as { x: number };
  const xOf = new Map([...ids].map((id) => [id, Math.round(placeOf(id).x)]));
  const ranks = [...new Set(xOf.values())].sort((a, b) => a - b);
  return new Map([...xOf].map(([id, x]) => [id, ranks.indexOf(x)]));
}
