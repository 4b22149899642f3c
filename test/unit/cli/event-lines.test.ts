import { describe, expect, it } from '@jest/globals';
import { readEventLines } from '../../../cli/event-lines.ts';

const event = (changes: object = {}) =>
  JSON.stringify({
    specversion: '1.0',
    id: 'u-1',
    source: '/site/park',
    type: 'cn.zhizaoyuan.site.update.noted.v1',
    time: '2026-01-15T09:00:00+08:00',
    data: { projectCode: 'ZZY-001', text: '主体施工' },
    ...changes,
  });

describe('readEventLines', () => {
  it('counts lines as an editor does and leaves blank ones out', () => {
    const lines = readEventLines(`${event()}\n\n  ${event({ id: 'u-2' })}\r\n`);

    expect(lines.map(({ number, faults }) => ({ number, faults }))).toEqual([
      { number: 1, faults: [] },
      { number: 3, faults: [] },
    ]);
  });

  it('finds topic and key of a valid event', () => {
    const [line] = readEventLines(event());

    expect(line).toMatchObject({ topic: 'site.events', key: 'ZZY-001' });
  });

  it('says where an event is wrong and still knows where it belongs', () => {
    const [line] = readEventLines(event({ data: { projectCode: 'ZZY-001' } }));

    expect(line?.faults.map(({ path }) => path)).toEqual(['data.text']);
    expect(line).toMatchObject({ topic: 'site.events', key: 'ZZY-001' });
  });

  it.each(['{"a":', '[1]', '"text"', 'null'])('takes %s for no event', (text) => {
    const [line] = readEventLines(text);

    expect(line?.faults).toEqual([{ path: '', message: 'expected a JSON object in one line' }]);
    expect(line).not.toHaveProperty('topic');
  });

  it('knows no topic for an unknown type', () => {
    const [line] = readEventLines(event({ type: 'org.elsewhere.thing' }));

    expect(line?.faults.map(({ path }) => path)).toEqual(['type']);
    expect(line).not.toHaveProperty('topic');
  });
});
