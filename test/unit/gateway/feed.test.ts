import { describe, expect, it } from '@jest/globals';
import type { OutMessage } from '../../../gateway/event-source.ts';
import { decode } from '../../../gateway/codec.ts';
import { lineAt, playFeed } from '../../../gateway/feed.ts';
import { FeedLine } from '../../../schemas/feed.ts';
import { milestoneReported } from '../../support/an-event.ts';

const NOW = '2026-01-15T01:00:00.000Z';

const line = (id: string, routine = false): FeedLine =>
  FeedLine.parse({ note: id, event: milestoneReported({ id, time: '{now}' }), routine });

const FEED: FeedLine[] = [
  line('one'),
  FeedLine.parse({ note: 'one again', again: 'one' }),
  FeedLine.parse({ note: 'no event', topic: 'site.events', key: 'ZZY-003', text: 'no JSON' }),
  line('routine-{round}', true),
];

/** Plays so many lines and returns what was sent. */
async function play(lines: number, played = 0): Promise<OutMessage[]> {
  const sent: OutMessage[] = [];
  const done = new AbortController();
  await playFeed({
    sink: {
      publish: (messages) => {
        sent.push(...messages);
        if (sent.length === lines) done.abort();
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    },
    lines: FEED,
    played,
    paceMs: 0,
    now: () => NOW,
    onLine: () => undefined,
    signal: done.signal,
  });
  return sent;
}

function idOf({ key, value, headers = {} }: OutMessage): string | undefined {
  const decoded = decode({ key, value, headers });
  return decoded.ok ? decoded.event.id : undefined;
}

describe('lineAt', () => {
  it('tells the story once, then the routine round after round', () => {
    const notes = [0, 1, 2, 3, 4].map((played) => lineAt(FEED, played));

    expect(notes.map((at) => [at.line?.note, at.round])).toEqual([
      ['one', 0],
      ['one again', 0],
      ['no event', 0],
      ['routine-{round}', 1],
      ['routine-{round}', 2],
    ]);
  });
});

describe('playFeed', () => {
  it('sends an event again as it was, and names routine events anew', async () => {
    const sent = await play(5);

    expect(sent.map(idOf)).toEqual(['one', 'one', undefined, 'routine-1', 'routine-2']);
    expect(sent[2]).toMatchObject({ topic: 'site.events', key: 'ZZY-003', value: 'no JSON' });
  });

  it('goes on after what was played before', async () => {
    expect((await play(1, 4)).map(idOf)).toEqual(['routine-2']);
  });

  it('takes turns between structured and binary mode', async () => {
    const [first, second] = await play(2);

    expect(first?.headers).toMatchObject({
      'content-type': expect.stringContaining('cloudevents'),
    });
    expect(second?.headers).toMatchObject({ ce_id: 'one' });
  });
});
