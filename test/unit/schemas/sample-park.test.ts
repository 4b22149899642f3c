import { describe, expect, it } from '@jest/globals';
import { decode, encode } from '../../../gateway/codec.ts';
import { FeedLine, fillPlaces } from '../../../schemas/feed.ts';
import { parkEntries, parkHistory, parkLines, standingOf } from '../../support/sample-park.ts';

const NOW = '2026-01-15T01:00:00.000Z';
const entries = parkEntries();
const history = parkHistory(NOW);

describe('the history of the sample park', () => {
  it.each(entries)('brings $registration.code to where its list says', (entry) => {
    const { registration, expectedStage, expectedColour } = entry;
    const facts = history.get(registration.code) ?? [];

    const { project } = standingOf(registration, facts, NOW, 'milestones-only');

    expect(project).toMatchObject({ stage: expectedStage, colour: expectedColour });
    const listed = new Map(registration.milestones.map(({ code, actual }) => [code, actual]));
    // Certificates prove more than the list follows, such as `landPermit`.
    const reached = project.milestones.filter(({ code }) => listed.has(code));
    expect(new Map(reached.map(({ code, actual }) => [code, actual]))).toEqual(listed);
  });

  it('is marked as history', () => {
    expect([...history.values()].flat().every(({ backfill }) => backfill)).toBe(true);
  });
});

describe('the feed of the sample park', () => {
  const lines = parkLines('feed.jsonl').map((line) => FeedLine.parse(line));
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
