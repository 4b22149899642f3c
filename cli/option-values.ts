import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Traits } from '../domain/approval/template.ts';
import { isDay, type Day, type Moment } from '../domain/time.ts';
import { readMoment } from '../schemas/moment.ts';
import { CliFailure, EXIT } from './failure.ts';

/** A calendar day; usage error for anything that is none, such as 2026-02-30. */
export function dayValue(text: string): Day {
  if (!isRealDay(text)) throw new InvalidArgumentError('expected a day like 2026-01-15');
  return text;
}

/** A day or a point in time, for `--as-of` and `--known-at`. */
export function momentValue(text: string): Moment {
  const moment = readMoment(text);
  if (moment === undefined) {
    throw new InvalidArgumentError('expected 2026-01-15 or 2026-01-15T09:00:00+08:00');
  }
  return moment;
}

/** A point in time by the real clock; a day counts as its 00:00 in Shanghai. */
export function instantValue(text: string): Date {
  const moment = momentValue(text);
  return new Date(isDay(moment) ? `${moment}T00:00:00+08:00` : moment);
}

/** A whole number from 0 on. */
export function countValue(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 0 on');
  return Number(text);
}

/** A round of an approval, from 1 on. */
export function roundValue(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a round from 1 on');
  return Number(text);
}

/** `A/B`: a stretch of days, both ends in it. */
export function stretchValue(text: string): { from: Day; to: Day } {
  const [from = '', to = '', ...more] = text.split('/');
  const whole = more.length === 0 && isRealDay(from) && isRealDay(to) && from <= to;
  if (!whole) {
    throw new InvalidArgumentError('expected two days in order, like 2026-03-02/2026-03-10');
  }
  return { from, to };
}

/** Collects an option that may be given several times. */
export const collect =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[]): T[] => [...before, parse(text)];

/** Collects `field=value`: true and false, numbers, else words. */
export function traitValue(text: string, before: Traits = {}): Traits {
  const at = text.indexOf('=');
  const [field, value] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || value === '') throw new InvalidArgumentError('expected a trait like needsGas=true');
  if (value === 'true' || value === 'false') return { ...before, [field]: value === 'true' };
  return { ...before, [field]: /^\d+(\.\d+)?$/.test(value) ? Number(value) : value };
}

/** The text of a file that the caller named; a usage error when it can't be read. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new CliFailure(`Cannot read ${path}`, {
      exitCode: EXIT.usage,
      help: cause instanceof Error ? cause.message : 'Check the path',
      cause,
    });
  }
}

const isRealDay = (text: string): boolean => isDay(text) && readMoment(text) === text;
