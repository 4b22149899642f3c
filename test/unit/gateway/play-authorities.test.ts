import { describe, expect, it } from '@jest/globals';
import type { EventSource, OutMessage, RawMessage } from '../../../gateway/event-source.ts';
import { playAuthorities, type AuthoritiesAtWork } from '../../../gateway/play-authorities.ts';
import { catalogue } from '../../support/a-project.ts';

const NOW = Date.parse('2026-01-15T01:00:00.000Z');
const FAR = NOW + 3_600_000;
const items = new Map(
  [...catalogue.approvals.values()].flatMap(({ items }) => items.map((item) => [item.id, item])),
);

const PREFIX = 'cn.zhizaoyuan.approval.item.';

function request(item: string, type = 'opened'): RawMessage {
  const duty = `${item}/1/apply`;
  const about = {
    ...{ projectCode: 'ZZY-900', projectName: '示例项目', sample: true, revision: 1 },
    ...{ approval: 'approval/ZZY-900', duty, item, itemName: { zh: item, en: item } },
    ...{ attempt: 1, authority: '自规', stage: '2', window: '窗口', holder: 'enterprise' },
    since: '2026-01-15',
    because: 'over',
  };
  const id = `approval/ZZY-900/${duty}${type === 'closed' ? '/closed' : ''}`;
  return {
    ...{ topic: 'approval.requests', partition: 0, offset: 0n, key: null },
    value: Buffer.from(JSON.stringify(about)),
    headers: { ce_id: Buffer.from(id), ce_type: Buffer.from(`${PREFIX}${type}.v1`) },
  };
}

/** A topic that hands over such messages, then waits until it is stopped. */
function topicWith(messages: RawMessage[]): EventSource {
  const stopped: { now?: () => void } = {};
  return {
    async run(handle) {
      await handle({ topic: 'approval.requests', partition: 0, messages });
      await new Promise<void>((resolve) => {
        stopped.now = resolve;
      });
    },
    stop: () => {
      stopped.now?.();
      return Promise.resolve();
    },
    health: () => ({ state: 'running', stalled: false, restarts: 0, jumps: [] }),
  };
}

/** Plays until nothing waits. */
async function play(messages: RawMessage[], atWork: AuthoritiesAtWork, nowMs = () => FAR) {
  const sent: OutMessage[] = [];
  const kept: AuthoritiesAtWork[] = [];
  const done = new AbortController();
  await playAuthorities({
    source: topicWith(messages),
    sink: {
      publish: (some) => {
        sent.push(...some);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    },
    itemOf: (id) => items.get(id),
    atWork,
    keep: (one) => {
      kept.push(structuredClone(one));
      if (one.waiting.length === 0) done.abort();
      return Promise.resolve();
    },
    beatMs: 1,
    nowMs,
    onAnswer: () => undefined,
    signal: done.signal,
  });
  return { sent, kept };
}

const idle = (): AuthoritiesAtWork => ({ taken: [], waiting: [], freeMs: 0 });
const idOf = ({ value }: OutMessage): unknown => (JSON.parse(String(value)) as { id: unknown }).id; // `as`: an event in structured mode

/** A clock that is an hour on with each look. */
function clock(): () => number {
  let now = NOW;
  return () => (now += 3_600_000);
}

describe('playAuthorities', () => {
  it('answers a request once, however often it comes', async () => {
    const { sent } = await play([request('G04'), request('G04')], idle(), clock());

    expect(sent.length).toBeGreaterThan(2);
    expect(new Set(sent.map(idOf)).size).toBe(sent.length);
    expect(sent.every(({ topic, key }) => topic === 'permit.events' && key === 'ZZY-900')).toBe(
      true,
    );
  });

  it('goes on where an earlier run ended, with what was kept', async () => {
    const { kept } = await play([request('G04')], idle(), clock());
    const [whole, , later] = kept;
    if (!whole || !later) throw new Error('Nothing was kept');

    const { sent } = await play([request('G04')], structuredClone(later), clock());

    expect(whole.waiting.length).toBeGreaterThan(later.waiting.length);
    expect(sent.map(idOf)).toEqual(later.waiting.map(({ event }) => event['id']));
  });

  it('lets one application begin after the other', async () => {
    const looks = { count: 0 };
    const atOnce = (): number => ((looks.count += 1) > 2 ? FAR : NOW);
    const { kept } = await play([request('G04'), request('G12')], idle(), atOnce);
    const waiting = kept[0]?.waiting ?? [];
    const firstOf = (item: string) =>
      waiting.find(({ request: id }) => id.includes(`/${item}/`))?.atMs ?? 0;

    expect(firstOf('G04')).toBeLessThanOrEqual(NOW + 3);
    expect(firstOf('G12')).toBeGreaterThan(NOW + 4);
  });

  it('says nothing more on what is called off', async () => {
    const { sent } = await play([request('G04'), request('G04', 'closed')], idle());

    expect(sent).toEqual([]);
  });
});
