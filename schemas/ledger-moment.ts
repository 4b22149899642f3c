import { readMoment } from './moment.ts';

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
// Day 0 of Excel; its 29 February 1900, which never was, lies before any date of ours.
const EXCEL_BEGINS = Date.UTC(1899, 11, 30);
// Days from 1992 to 2099; other numbers are no dates.
const FIRST_SERIAL = 33_604;
const LAST_SERIAL = 73_050;

const WRITTEN =
  /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[T\s]*(上午|下午)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/**
 * A date as people write it in tables (2025.10.30, 2025年10月30日, 20251030, 45960, full-width
 * digits), as `YYYY-MM-DD` or `YYYY-MM-DD HH:mm:ss` of Shanghai. `undefined` for what names no exact
 * day, such as 10月底 or a day without its year: a date is never guessed.
 */
export function readLedgerMoment(written: string): string | undefined {
  const text = written.normalize('NFKC').trim();
  if (SERIAL.test(text)) return serialToMoment(Number(text));
  const [, year, month, day, half, hour, minute, second] =
    WRITTEN.exec(text) ?? COMPACT.exec(text) ?? [];
  if (year === undefined) return readMoment(text) === undefined ? undefined : text;
  const date = `${year}-${padded(month)}-${padded(day)}`;
  if (hour === undefined) return checked(date);
  const hours = half === '下午' && Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
  return checked(`${date} ${padded(hours)}:${padded(minute)}:${padded(second)}`);
}

/** The day, and the time if it has one, that Excel keeps as a number; `undefined` outside 1992 to 2099. */
export function serialToMoment(serial: number): string | undefined {
  const byDay = Number.isInteger(serial) && COMPACT.exec(String(serial));
  if (byDay) return readLedgerMoment(byDay[0]);
  if (!(serial >= FIRST_SERIAL && serial < LAST_SERIAL)) return undefined;
  const seconds = Math.round((serial * DAY_MS) / SECOND_MS);
  const text = new Date(EXCEL_BEGINS + seconds * SECOND_MS).toISOString();
  const [date = '', time = ''] = text.slice(0, 'YYYY-MM-DDTHH:mm:ss'.length).split('T');
  return checked(Number.isInteger(serial) ? date : `${date} ${time}`);
}

const padded = (part: string | number = 0): string => String(part).padStart(2, '0');

const checked = (text: string): string | undefined =>
  readMoment(text) === undefined ? undefined : text;
