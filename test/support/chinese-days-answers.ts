import chineseDays from 'chinese-days';
import { addDays } from '../../domain/time.ts';
import { daysOf } from './days-of.ts';

/** What chinese-days says; it is right under the time zone of China only, hence a program of its own. */
export interface ChineseDaysAnswers {
  workingDays: string[];
  statutoryHolidays: Record<number, string[]>;
}

const answers: ChineseDaysAnswers = {
  workingDays: [2024, 2025, 2026].flatMap(daysOf).filter((day) => chineseDays.isWorkday(day)),
  statutoryHolidays: Object.fromEntries(
    [2027, 2028, 2029, 2030].map((year) => [year, statutoryHolidays(year)]),
  ),
};
process.stdout.write(JSON.stringify(answers));

function statutoryHolidays(year: number): string[] {
  const festival = (lunar: string) => chineseDays.getSolarDateFromLunar(`${year}-${lunar}`).date;
  const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
  const days = [
    ...fixed.map((day) => `${year}-${day}`),
    ...[-1, 0, 1, 2].map((days) => addDays(festival('01-01'), days)),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    festival('05-05'),
    festival('08-15'),
  ];
  // In 2028 中秋 falls on 3 October.
  return [...new Set(days)].sort();
}
