import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parsePortfolio } from '../../../schemas/portfolio.ts';
import { runKaigong } from '../../support/cli.ts';

const SAMPLE = fileURLToPath(
  new URL('../../../definitions/sample-park/portfolio.json', import.meta.url),
);
const { entries } = parsePortfolio(JSON.parse(readFileSync(SAMPLE, 'utf8')));

interface Row {
  id: string;
  stage: string;
  colour: string | null;
  reasons: string[];
  nextChange: string | null;
}

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kaigong-assess-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function fileWith(text: string): string {
  const path = join(directory, 'portfolio.json');
  writeFileSync(path, text);
  return path;
}

describe('kaigong assess', () => {
  it('gives the sample park its expected colours and stages under milestones-only', async () => {
    const { code, out } = await runKaigong(
      `--json assess ${SAMPLE} --as-of 2026-01-15 --policy milestones-only`,
    );

    const rows = JSON.parse(out) as Row[];
    expect(code).toBe(0);
    expect(rows.map(({ id, colour, stage }) => ({ id, colour, stage }))).toEqual(
      entries.map(({ registration, expectedColour, expectedStage }) => ({
        id: registration.code,
        colour: expectedColour,
        stage: expectedStage,
      })),
    );
  });

  it('tells every reason with its numbers and the day of the next change', async () => {
    const { out } = await runKaigong(
      `--json assess ${SAMPLE} --as-of 2026-01-15 --policy milestones-only`,
    );

    const late = (JSON.parse(out) as Row[]).find(({ id }) => id === 'ZZY-006');
    expect(late?.reasons[0]).toMatch(/2025-12-05.*41 days late/);
    expect(late?.reasons).toHaveLength(2);
    expect(late?.nextChange).toBe('2026-01-19');
  });

  it('shows people a table, in Chinese if asked to', async () => {
    const { out } = await runKaigong(`assess ${SAMPLE} --as-of 2026-01-15 --lang zh`);

    expect(out.split('\n')[0]).toMatch(/^id +stage +colour +next change +reasons$/);
    expect(out).toMatch(/ZZY-006 .* red .*超期41天/);
  });

  it.each([
    {
      why: 'the file is missing',
      args: 'assess /nowhere.json --as-of 2026-01-15',
      code: 2,
      says: 'Cannot read /nowhere.json',
    },
    {
      why: 'the policy is unknown',
      args: `assess ${SAMPLE} --as-of 2026-01-15 --policy rainbow`,
      code: 2,
      says: 'milestones-only',
    },
    {
      why: 'the day is none',
      args: `assess ${SAMPLE} --as-of yesterday`,
      code: 2,
      says: 'expected a day like',
    },
  ])('ends with $code when $why', async ({ args, code, says }) => {
    const run = await runKaigong(args);

    expect(run.code).toBe(code);
    expect(run.err).toContain(says);
  });

  it.each([
    ['{', 'expected JSON'],
    ['{"schema":"kaigong.portfolio/v1"}', 'asOf: '],
    [
      JSON.stringify({
        schema: 'kaigong.portfolio/v1',
        asOf: '2026-01-15',
        timezone: 'Asia/Shanghai',
        projects: [
          {
            id: 'A',
            name: 'A',
            investor: 'A',
            kind: 'a',
            planProfile: 'greenfield',
            milestones: [{ code: 'moonLanding', planned: '2026-01-01' }],
          },
        ],
      }),
      'A: milestones[0].code: expected one of',
    ],
  ])('ends with 1 and every fault of the file %s', async (text, says) => {
    const { code, err } = await runKaigong(`assess ${fileWith(text)} --as-of 2026-01-15`);

    expect(code).toBe(1);
    expect(err).toContain(says);
  });
});
