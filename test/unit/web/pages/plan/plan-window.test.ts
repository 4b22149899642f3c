import { describe, expect, it } from '@jest/globals';
import { planWindow, stepped, ZOOMS } from '../../../../../web/pages/plan/plan-window.ts';

const TODAY = '2026-01-15';

describe('the time that is seen', () => {
  it.each([
    ['year', '2025-01-01', '2027-12-31', '2026-01-01'],
    ['quarter', '2025-10-01', '2026-09-30', '2026-01-01'],
    ['month', '2025-12-01', '2026-02-28', '2026-01-01'],
    ['week', '2026-01-05', '2026-02-01', '2026-01-12'],
  ] as const)('by %s is from %s to %s, then from %s', (zoom, from, to, later) => {
    expect(planWindow(zoom, { at: null, today: TODAY })).toMatchObject({ from, to });
    expect(stepped(zoom, from, 1)).toBe(later);
    expect(stepped(zoom, later, -1)).toBe(from);
  });

  it('begins where it is asked to, and holds today where nothing is asked', () => {
    for (const zoom of ZOOMS) {
      expect(planWindow(zoom, { at: '2026-03-01', today: TODAY }).from).toBe('2026-03-01');
      const { from, to, ticks } = planWindow(zoom, { at: null, today: TODAY });
      expect(from <= TODAY && TODAY <= to).toBe(true);
      expect(ticks[0]?.day).toBe(from);
    }
  });
});
