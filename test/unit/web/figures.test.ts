import { describe, expect, it } from '@jest/globals';
import { floorText, moneyText, siteText } from '../../../web/parts/figures.ts';
import { dayOf, daysBetween, minuteOf } from '../../../web/parts/moment.ts';

describe('figures of the park', () => {
  it.each([
    [9_999, '9999 万元', 'CNY 99.99 million'],
    [10_000, '1 亿元', 'CNY 100 million'],
    [123_456, '12.35 亿元', 'CNY 1234.56 million'],
  ])('%d of 10,000 yuan are %s', (wanYuan, zh, en) => {
    expect([moneyText(wanYuan, 'zh'), moneyText(wanYuan, 'en')]).toEqual([zh, en]);
  });

  it.each([
    [80_000, '120 亩', '8 ha'],
    [53_333, '80 亩', '5.33 ha'],
  ])('a site of %d m² is %s', (squareMetres, zh, en) => {
    expect([siteText(squareMetres, 'zh'), siteText(squareMetres, 'en')]).toEqual([zh, en]);
  });

  it.each([
    [9_999, '9999 平方米', '9999 m²'],
    [10_000, '1 万方', '10000 m²'],
    [62_500, '6.25 万方', '62500 m²'],
  ])('floors of %d m² are %s', (squareMetres, zh, en) => {
    expect([floorText(squareMetres, 'zh'), floorText(squareMetres, 'en')]).toEqual([zh, en]);
  });
});

describe('moments as people of the park read them', () => {
  it.each([
    ['2026-01-15T01:00:00.000Z', '2026-01-15 09:00'],
    ['2026-01-15T15:59:59.999Z', '2026-01-15 23:59'],
    ['2026-01-15T16:00:00.000Z', '2026-01-16 00:00'],
    ['2026-01-15', '2026-01-15'],
  ])('%s is %s in Shanghai, whatever the machine goes by', (moment, shown) => {
    expect(minuteOf(moment)).toBe(shown);
    expect(dayOf(moment)).toBe(shown.slice(0, 10));
  });

  it('are so many days apart', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
    expect(daysBetween('2026-03-02', '2026-02-27')).toBe(-3);
  });
});
