import { daysBetween, type Day } from './time.ts';

// 全国年节及纪念日放假办法 (2024 revision): the 13 days a year that are off before any notice moves others.
const FIXED = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** Days of the lunar calendar, from the tables of the Hong Kong Observatory; these can't be computed here. */
const LUNAR: Record<string, { newYear: Day; others: Day[] }> = {
  '2027': { newYear: '2027-02-06', others: ['2027-04-05', '2027-06-09', '2027-09-15'] },
  '2028': { newYear: '2028-01-26', others: ['2028-04-04', '2028-05-28', '2028-10-03'] },
  '2029': { newYear: '2029-02-13', others: ['2029-04-04', '2029-06-16', '2029-09-22'] },
  '2030': { newYear: '2030-02-03', others: ['2030-04-05', '2030-06-05', '2030-09-12'] },
};

/**
 * Whether the law alone gives that day off: what can be known of a year before its notice. The
 * lunar ones (除夕 to 初三, 清明, 端午, 中秋) are known for 2027 to 2030; other years have the fixed days only.
 */
export function isStatutoryHoliday(day: Day): boolean {
  if (FIXED.includes(day.slice('YYYY-'.length))) return true;
  const lunar = LUNAR[day.slice(0, 'YYYY'.length)];
  if (!lunar) return false;
  const intoNewYear = daysBetween(lunar.newYear, day);
  return (intoNewYear >= -1 && intoNewYear <= 2) || lunar.others.includes(day);
}
