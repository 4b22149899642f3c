import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const SHIPPED = new URL('../../../definitions/policies/', import.meta.url);
const directory = mkdtempSync(join(tmpdir(), 'kaigong-policy-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A file with the text of a shipped policy after some words are replaced. */
function fileOf(name: string, ...words: [from: string | RegExp, to: string][]): string {
  const text = readFileSync(new URL(name, SHIPPED), 'utf8');
  const file = join(directory, name);
  writeFileSync(
    file,
    words.reduce((all, [from, to]) => all.replace(from, to), text),
  );
  return file;
}

describe('kaigong policy', () => {
  it('lists the policies with their rules, cases and the year of their paper', async () => {
    const { out } = await runKaigong('policy list');

    expect(out).toMatch(/^default +2026\.\d+ +18 +\d+ +2026 +园区默认规则/m);
    expect(out).toMatch(/^ouhai_2020 +2026\.\d+ +2 +\d+ +2020-05-21 /m);
  });

  it('shows colours as word, symbol and shape, rules and whom the ladder tells', async () => {
    const { out } = await runKaigong('policy show suqian_2025');

    expect(out).toContain('http://sqgzw.suqian.gov.cn/');
    expect(out).toMatch(/^blue +🔷 +diamond +#0072b2 +蓝 blue +临近时限/m);
    expect(out).toMatch(/^due +blueWithin 7, redFrom 1, contributes full/m);
    expect(out).toMatch(/^red +manager, team, patron +4 office hours +mainLeader/m);
  });

  it('names the policies that there are when asked for another', async () => {
    const { code, err } = await runKaigong('policy show strict');

    expect(code).toBe(2);
    expect(err).toContain('There are default, haikou_jiangdong_2020,');
  });
});

describe('kaigong policy validate', () => {
  it('accepts a shipped file', async () => {
    const { code, out } = await runKaigong(`policy validate ${fileOf('wuhan_major.json')}`);

    expect(code).toBe(0);
    expect(out).toMatch(/wuhan_major 2026\.\d+ can be used: 1 rules, \d+ cases/);
  });

  it('says of each fault of the policy and of its cases the path and what was expected', async () => {
    const file = fileOf(
      'wuhan_major.json',
      ['"redBelow": 60', '"redBelow": 90'],
      ['"template": "greenfield"', '"template": "bridge"'],
    );
    const { code, out } = await runKaigong(`policy validate ${file}`);

    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${file}: rules.progress: expected a lower value for a worse colour, not 80, 90`,
      expect.stringMatching(/: cases\[0\]\.project\.template: expected one of facility, /),
    ]);
  });
});

describe('kaigong policy test', () => {
  it('runs the cases of one policy', async () => {
    const { code, out } = await runKaigong('policy test wuhan_major');

    expect(code).toBe(0);
    expect(out).toMatch(/^passed {2}wuhan_major {2}低于序时进度 80% 为黄$/m);
  });

  it('says in what a case of a changed rule came out otherwise', async () => {
    const file = fileOf('wuhan_major.json', ['"yellowBelow": 80', '"yellowBelow": 70']);
    const { code, out, err } = await runKaigong(`policy test ${file}`);

    expect(code).toBe(1);
    expect(out).toContain(
      'FAILED  wuhan_major  低于序时进度 80% 为黄\n        expected colour yellow',
    );
    expect(err).toMatch(/[1-9]\d* of \d+ cases came out otherwise/);
  });
});
