import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const ROOMS = ['readmodel', 'settlement', 'gateway'].map(
  (room) => new URL(`../../../${room}/`, import.meta.url),
);

it('gives each advisory lock of PostgreSQL a number of its own', () => {
  const sources = ROOMS.flatMap((room) =>
    readdirSync(room)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name, room), 'utf8')),
  );
  const numbers = sources.flatMap((source) =>
    [...source.matchAll(/LOCK = ([\d_]+);/g)].map(([, number]) => number),
  );

  expect(numbers.length).toBeGreaterThan(3);
  expect(new Set(numbers).size).toBe(numbers.length);
});
