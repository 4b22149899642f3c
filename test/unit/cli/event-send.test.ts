import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const event = (id: string, changes: object = {}) =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: '/site/park',
    type: 'cn.zhizaoyuan.site.update.noted.v1',
    time: '2026-01-15T09:00:00+08:00',
    data: { projectCode: 'ZZY-001', text: '主体施工' },
    ...changes,
  });

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kaigong-send-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function fileWith(...lines: string[]): string {
  const path = join(directory, 'events.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('kaigong event send', () => {
  it('sends each line as it stands, keyed by project, to the topic of its type', async () => {
    const permit = event('e-2', {
      type: 'cn.zhizaoyuan.permit.clock.resumed.v1',
      data: { projectCode: 'ZZY-002', applicationNo: 'SP-1', itemCode: 'G19', suspensionId: 's' },
    });
    const { code, out, sent } = await runKaigong(`event send ${fileWith(event('e-1'), permit)}`);

    expect({ code, out }).toEqual({ code: 0, out: 'Sent 2 events.' });
    expect(sent).toEqual([
      { topic: 'site.events', key: 'ZZY-001', value: event('e-1') },
      { topic: 'permit.events', key: 'ZZY-002', value: permit },
    ]);
  });

  it('sends nothing when a line is invalid, and names the line and the field', async () => {
    const file = fileWith(event('e-1'), '', event('e-2', { data: { projectCode: 'ZZY-001' } }));
    const { code, err, sent } = await runKaigong(`event send ${file}`);

    expect(code).toBe(1);
    expect(sent).toEqual([]);
    expect(err).toContain(`${file}:3: data.text: `);
    expect(err).toContain('--as-is');
  });

  it('sends invalid lines too when told to, those without a topic to the one named', async () => {
    const file = fileWith('no JSON at all', event('e-1'));
    const { code, out, sent } = await runKaigong(
      `--json event send ${file} --as-is --topic utility.events`,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ sent: 2, invalid: 1 });
    expect(sent.map(({ topic, key, value }) => [topic, key, value])).toEqual([
      ['utility.events', null, 'no JSON at all'],
      ['site.events', 'ZZY-001', event('e-1')],
    ]);
  });

  it('shows how far it has come', async () => {
    const lines = Array.from({ length: 450 }, (_, nth) => event(`e-${nth}`));
    const { err, sent } = await runKaigong(`event send ${fileWith(...lines)}`);

    expect(sent).toHaveLength(450);
    expect(err.split('\n')).toEqual(['[200/450] sent', '[400/450] sent', '[450/450] sent']);
  });
});
