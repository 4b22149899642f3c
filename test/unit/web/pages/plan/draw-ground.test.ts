import { describe, expect, it } from '@jest/globals';
import { daysBetween } from '../../../../../web/parts/moment.ts';
import { drawGround } from '../../../../../web/pages/plan/draw-ground.ts';
import type { Scale } from '../../../../../web/pages/plan/drawing.ts';

const TODAY = '2026-01-15';
// New Year's days, and a weekend of which the Saturday is worked.
const DAYS_OFF = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-11'];

/** Of a chart that begins with 2026. */
const scale = (pixelsADay: number): Scale => ({
  x: (day) => daysBetween('2026-01-01', day) * pixelsADay,
  y: (row) => row * 32,
  ...{ width: 400, height: 320, pixelsADay },
});

function drawn(pixelsADay: number) {
  const span = { from: '2026-01-01', to: '2026-01-31' };
  const answer = {
    ...{ items: [], total: 0, next: null, today: TODAY },
    ...{ ...span, daysOff: DAYS_OFF, estimatedYears: [] },
  };
  const drawing = { answer, rows: [], window: { ...span, ticks: [] }, current: undefined };
  return drawGround(drawing, scale(pixelsADay));
}

describe('the ground of the plan', () => {
  it('shades days off, those in a row as one, and no day that is worked', () => {
    const shades = drawn(10).filter(({ type }) => type === 'rect');

    expect(shades).toMatchObject([
      { shape: { x: 0, y: 0, width: 30, height: 320 } },
      { shape: { x: 100, width: 10 } },
    ]);
  });

  it('shades nothing where a day is thinner than a line', () => {
    expect(drawn(1).filter(({ type }) => type === 'rect')).toEqual([]);
  });

  it('has the line of today at its beginning', () => {
    expect(drawn(10).at(-1)).toMatchObject({
      ...{ type: 'line', shape: { x1: 140, x2: 140, y2: 320 }, style: { lineWidth: 2 } },
    });
  });
});
