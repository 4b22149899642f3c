import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import type { Fact, Registration } from '../../../domain/fact.ts';
import { decode, encode } from '../../../gateway/codec.ts';
import { definitionsFor, loadDefinitions } from '../../../schemas/definitions.ts';
import { FeedLine, fillPlaces } from '../../../schemas/feed.ts';
import { parsePortfolio } from '../../../schemas/portfolio.ts';
import { toFact } from '../../../schemas/to-fact.ts';
import { withoutActuals } from '../../../workers/sample-park.ts';

const PARK = new URL('../../../definitions/sample-park/', import.meta.url);
const NOW = '2026-01-15T01:00:00.000Z';
const read = (file: string): string => readFileSync(new URL(file, PARK), 'utf8');
const linesOf = (file: string): unknown[] =>
  read(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const catalogue = loadDefinitions();
const { entries } = parsePortfolio(JSON.parse(read('portfolio.json')));
const history = linesOf('history.jsonl').map((raw) => {
  const decoded = decode(encode(raw as Record<string, unknown>, 'structured'));
  if (!decoded.ok) throw new Error(decoded.detail);
  return { code: decoded.event.data['projectCode'], fact: toFact(decoded.event, NOW) };
});

describe('the history of the sample park', () => {
  it.each(entries)('brings $registration.code to where its list says', (entry) => {
    const { registration, expectedStage, expectedColour } = entry;
    const dossier = core.fold([
      registered(withoutActuals(registration)),
      ...history.filter(({ code }) => code === registration.code).map(({ fact }) => fact),
    ]);

    const definitions = definitionsFor(catalogue, { ...registration, policy: 'milestones-only' });
    const assessment = core.assess(dossier, definitions, NOW, { closed: false });

    expect(assessment).toMatchObject({ stage: expectedStage, colour: expectedColour });
    const listed = new Map(registration.milestones.map(({ code, actual }) => [code, actual]));
    // Certificates prove more than the list follows, such as `landPermit`.
    const reached = assessment.milestones.filter(({ code }) => listed.has(code));
    expect(new Map(reached.map(({ code, actual }) => [code, actual]))).toEqual(listed);
  });

  it('is marked as history', () => {
    expect(history.every(({ fact }) => fact.backfill)).toBe(true);
  });
});

describe('the feed of the sample park', () => {
  const lines = linesOf('feed.jsonl').map((line) => FeedLine.parse(line));
  const events = lines.flatMap((line) => ('event' in line ? [line] : []));

  it('has valid and invalid events, duplicates, corrections, voids and revocations', () => {
    const decoded = events.map(({ event }) => decode(encode(fillPlaces(event, NOW, 1), 'binary')));
    const types = decoded.flatMap((one) => (one.ok ? [one.event.type] : []));

    expect(decoded.flatMap((one) => (one.ok ? [] : [one.reason]))).toEqual([
      'invalid-data',
      'unknown-type',
    ]);
    expect(types).toEqual(
      expect.arrayContaining([
        'cn.zhizaoyuan.permit.application.corrected.v1',
        'cn.zhizaoyuan.site.voided.v1',
        'cn.zhizaoyuan.permit.certificate.revoked.v1',
      ]),
    );
    expect(lines.some((line) => 'again' in line)).toBe(true);
    expect(lines.some((line) => 'text' in line)).toBe(true);
  });

  it('goes on with lines of every system when its story is told, corrected, voided and late ones too', () => {
    const routine = events.filter(({ routine }) => routine).map(({ event }) => event);

    expect(new Set(routine.map(({ source }) => source))).toEqual(
      new Set(['/permit/park-window', '/utility/power', '/site/park-forms']),
    );
    expect(routine.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'cn.zhizaoyuan.permit.opinion.corrected.v1',
        'cn.zhizaoyuan.site.voided.v1',
      ]),
    );
    expect(JSON.stringify(routine)).toContain('"occurredAt":"{day-21}"');
  });

  it('names each routine event anew in each round', () => {
    const routine = events.filter(({ routine }) => routine).map(({ event }) => event);

    const ids = [1, 2].flatMap((round) =>
      routine.map((event) => fillPlaces(event, NOW, round)['id']),
    );

    expect(new Set(ids).size).toBe(2 * routine.length);
  });

  it('fills days from the moment of sending', () => {
    expect(
      fillPlaces({ data: { on: '{day-1}', at: '{now}', list: ['{day+30}'] } }, NOW, 1),
    ).toEqual({
      data: { on: '2026-01-14', at: NOW, list: ['2026-02-14'] },
    });
  });
});

const registered = (registration: Registration): Fact => ({
  source: '/command',
  id: 'register',
  type: 'command.register.v1',
  occurredAt: NOW,
  arrivedAt: NOW,
  data: { actor: { id: 'list', role: 'administrator' }, reason: 'import', registration },
});
