import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const SHIPPED = new URL('../../../definitions/approvals/', import.meta.url);
const directory = mkdtempSync(join(tmpdir(), 'kaigong-template-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A file with the text of a shipped template after some words are replaced. */
function fileOf(name: string, ...words: [from: string, to: string][]): string {
  const text = readFileSync(new URL(name, SHIPPED), 'utf8');
  const file = join(directory, name);
  writeFileSync(
    file,
    words.reduce((all, [from, to]) => all.replace(from, to), text),
  );
  return file;
}

describe('kaigong template', () => {
  it('lists the templates with the lifecycles whose projects have them', async () => {
    const { out } = await runKaigong('template list');

    expect(out).toMatch(
      /^G +2026\.\d+ +34 +groundbreaking, trialProduction, production +facility,/m,
    );
    expect(out).toMatch(/^G-sample .* - +新建工业项目（示例园）/m);
  });

  it('shows items by stage with what they wait for, their limits and the gates', async () => {
    const { out } = await runKaigong('template show G');

    expect(out).toContain('1 立项用地规划许可 (自规, 15 wd)');
    expect(out).toMatch(
      /^G07\? +环境影响评价 +生态环境 +G01 +30 wd \(report_book 60, report_form 30\)/m,
    );
    expect(out).toMatch(/^trialProduction +\(power connected \| energised\); G29\? +G26$/m);
  });

  it('prints a template as JSON for programs', async () => {
    const { out } = await runKaigong('template show R --json');

    expect(JSON.parse(out)).toMatchObject({ id: 'R', items: { length: 9 } });
  });

  it('names the templates that there are when asked for another', async () => {
    const { code, err } = await runKaigong('template graph X');

    expect(code).toBe(2);
    expect(err).toContain('There are G-sample, G, I, R, T, U');
  });

  it('draws stages, prerequisites and gates, with what is only sometimes needed dotted', async () => {
    const lines = (await runKaigong('template graph G')).out.split('\n').map((line) => line.trim());

    expect(lines[0]).toBe('flowchart LR');
    expect(lines).toEqual(
      expect.arrayContaining([
        'subgraph stage_4["4 竣工验收"]',
        'G24["G24? 人防验收备案<br/>人防"]',
        'G01 --> G03',
        'G13 -.-> G24',
        'milestone_worksCompleted{{worksCompleted}}',
        'milestone_worksCompleted --> G26',
        'G19 ==> milestone_groundbreaking',
        'G06 -.-> milestone_groundbreaking',
        'G26 -.->|soft| milestone_trialProduction',
        'G_power ==>|or, connected| milestone_trialProduction',
      ]),
    );
  });
});

describe('kaigong template validate', () => {
  it.each(['G.json', 'G-sample.json', 'I.json'])('accepts the shipped %s', async (name) => {
    const { code, out } = await runKaigong(`template validate ${fileOf(name)}`);

    expect(code).toBe(0);
    expect(out).toContain(' can be used: ');
  });

  it('accepts a template of a new id that no lifecycle names yet', async () => {
    const file = fileOf('R.json', ['"id": "R"', '"id": "R-own"']);

    expect((await runKaigong(`template validate ${file}`)).out).toContain('R-own 2026.');
  });

  it('says of each fault the file, the path and what was expected', async () => {
    const file = fileOf(
      'R.json',
      ['"item": "R01"', '"item": "R99"'],
      ['"beginsAt": "signed"', '"beginsAt": "moon"'],
    );
    const { code, out, err } = await runKaigong(`template validate ${file}`);

    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${file}: items[1].prereq.all[0].item: expected an item of this template, not R99`,
      `${file}: beginsAt: expected a milestone of the lifecycle relocation, not moon`,
    ]);
    expect(err).toContain('has 2 faults');
  });

  it('says so of a file that is no JSON', async () => {
    const file = fileOf('U.json', ['{', '']);
    const { code, out } = await runKaigong(`template validate ${file} --json`);

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      faults: [{ path: '', message: expect.stringMatching(/expected JSON/) }],
    });
  });
});
