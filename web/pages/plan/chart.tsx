import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { chartOption, ROW_HEIGHT } from './chart-option.ts';
import type { Drawing } from './drawing.ts';

use([CustomChart, GridComponent, SVGRenderer]);

/** The bars of the plan as a drawing; the names beside it and the table say the same in words. */
export function Chart({ drawing, choose }: { drawing: Drawing; choose: (key: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const { rows } = drawing;
  useEffect(() => {
    if (!place.current) return undefined;
    const made = init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    const own = place.current;
    const observer = new ResizeObserver(() => {
      made.resize();
      tellPrint(own);
    });
    observer.observe(own);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(chartOption(drawing), { notMerge: true });
  }, [drawing]);
  return (
    <div
      ref={place}
      className="plan-chart"
      style={{ height: rows.length * ROW_HEIGHT }}
      aria-hidden="true"
      onClick={({ clientY, currentTarget }) => {
        const nth = Math.floor((clientY - currentTarget.getBoundingClientRect().top) / ROW_HEIGHT);
        const row = rows[nth];
        if (row) choose(row.key);
      }}
    />
  );
}

// Pixels of an A3 sheet across, less its margins, and of the names beside the chart.
const SHEET_WIDTH = 1500;
const NAMES_WIDTH = 260;

/** For the style sheet: paper does not draw anew, so it shows the chart as wide as it is, made larger or smaller. */
function tellPrint({ clientWidth, parentElement }: HTMLElement): void {
  const zoom = SHEET_WIDTH / (NAMES_WIDTH + clientWidth);
  parentElement?.style.setProperty('--chart-width', `${clientWidth}px`);
  parentElement?.style.setProperty('--print-zoom', String(zoom));
}
