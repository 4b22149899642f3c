import type { CustomSeriesOption } from 'echarts/charts';
import { arrowsAmong, drawArrow } from './draw-arrows.ts';
import { drawGround } from './draw-ground.ts';
import { drawRow } from './draw-row.ts';
import type { Drawing, Element, PlanOption, Scale } from './drawing.ts';
import { atOf, DAY_MS } from './plan-window.ts';

/** Pixels of a line of the chart and of its name. */
export const ROW_HEIGHT = 32;

/** The whole chart as three layers: ground, bars, arrows. */
export function chartOption(drawing: Drawing): PlanOption {
  const { rows, window } = drawing;
  const arrows = arrowsAmong(rows);
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: {
      ...{ type: 'value', show: false },
      ...{ min: atOf(window.from), max: atOf(window.to) + DAY_MS },
    },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: Math.max(1, rows.length) },
    series: [
      layer(1, 1, (_, scale) => drawGround(drawing, scale)),
      layer(2, rows.length, (nth, scale) => drawRow(rows[nth], nth, { scale, window })),
      layer(3, arrows.length, (nth, scale) => drawArrow(arrows[nth], scale)),
    ],
  };
}

const layer = (
  z: number,
  length: number,
  draw: (nth: number, scale: Scale) => Element[],
): CustomSeriesOption => ({
  ...{ type: 'custom', z, clip: true, silent: true },
  data: Array.from({ length }, (_, nth) => [nth]),
  renderItem: ({ dataIndex, coordSys }, api) => {
    // `as`: of the one grid there is.
    const { width, height } = coordSys as unknown as { width: number; height: number };
    const at = (x: number, y: number): readonly number[] => api.coord([x, y]);
    const x = (day: string): number => at(atOf(day), 0)[0] ?? 0;
    const scale: Scale = {
      x,
      y: (row) => at(0, row)[1] ?? 0,
      ...{ width, height, pixelsADay: x('2026-01-02') - x('2026-01-01') },
    };
    return { type: 'group', children: draw(dataIndex, scale) };
  },
});
