import type { CustomSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { PlanAnswer } from '../../../api/page-responses.ts';
import type { ChartRow } from './plan-bars.ts';
import type { PlanWindow } from './plan-window.ts';

/** What the chart is drawn from. */
export interface Drawing {
  answer: PlanAnswer;
  rows: readonly ChartRow[];
  window: PlanWindow;
  /** Key of the line that is looked at. */
  current: string | undefined;
}

/** Turns a day and a line into pixels. */
export interface Scale {
  /** The beginning of a day. */
  x: (day: string) => number;
  /** The upper edge of a line, counted from 0. */
  y: (row: number) => number;
  width: number;
  height: number;
  pixelsADay: number;
}

/** All that the chart knows of ECharts. */
export type PlanOption = ComposeOption<CustomSeriesOption | GridComponentOption>;
/** An element of the chart. */
export type Element = Exclude<
  ReturnType<NonNullable<CustomSeriesOption['renderItem']>>,
  null | undefined
>;
