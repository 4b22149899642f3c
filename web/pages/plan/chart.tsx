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
    const observer = new ResizeObserver(() => {
      made.resize();
    });
    observer.observe(place.current);
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
