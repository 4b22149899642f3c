import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApprovalAssessment } from '../../../domain/approval/assessment.ts';
import { runKaigong } from '../../support/cli.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kaigong-simulate-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const event = (id: string, type: string, data: object, projectCode = 'ZZY-900') =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: '/permit/wuhan-gaoxin',
    type: `cn.zhizaoyuan.${type}.v1`,
    data: { projectCode, ...data },
  });

const accepted = (itemCode: string, occurredAt: string, promisedDays: number) =>
  event(`${itemCode}-1`, 'permit.application.accepted', { itemCode, occurredAt, promisedDays });
const decided = (itemCode: string, occurredAt: string) =>
  event(`${itemCode}-2`, 'permit.decision.made', { itemCode, occurredAt, decision: 'approved' });

function fileOf(...lines: string[]): string {
  const path = join(directory, 'events.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const simulate = (lines: string[], rest: string) =>
  runKaigong(`approval simulate G-sample --events ${fileOf(...lines)} ${rest}`);

const REVIEWED = [accepted('G11', '2026-02-24', 7), decided('G11', '2026-02-25')];

describe('kaigong approval simulate', () => {
  it('prints items, clocks, holder, critical path and colours on a day', async () => {
    const { code, out } = await simulate(
      [...REVIEWED, accepted('G16', '2026-03-02', 10)],
      '--as-of 2026-03-04 --traits eiaClass=report_form',
    );

    const { items, criticalPath, colour } = JSON.parse(out) as ApprovalAssessment;
    const review = items.find(({ id }) => id === 'G16');
    expect(code).toBe(0);
    expect(review).toMatchObject({ state: 'accepted', holder: 'intermediary', colour: 'green' });
    expect(review?.clocks).toContainEqual(
      expect.objectContaining({ kind: 'promised', usedDays: 2, leftDays: 8, due: '2026-03-16' }),
    );
    expect(items.find(({ id }) => id === 'G07')?.applies).toBe('yes');
    expect(criticalPath).toEqual(['G01', 'G03', 'G04', 'G12', 'G19']);
    expect(colour).toBe('green');
  });

  it('announces a deemed consent on its days and then counts the silence', async () => {
    const { out } = await simulate(
      [...REVIEWED, accepted('G14', '2026-03-02', 5)],
      '--as-of 2026-03-10 --traits protectionZone=true',
    );

    const { items } = JSON.parse(out) as ApprovalAssessment;
    expect(items.find(({ id }) => id === 'G14')?.state).toBe('deemedConsent');
  });

  it('takes milestones from what the site reports', async () => {
    const works = event('s-1', 'site.milestone.reported', {
      milestoneCode: 'worksCompleted',
      date: '2026-03-02',
      occurredAt: '2026-03-02',
      reporterRole: 'projectManager',
    });

    const { out } = await simulate([...REVIEWED, works], '--as-of 2026-03-04');

    const { items } = JSON.parse(out) as ApprovalAssessment;
    expect(items.find(({ id }) => id === 'G22')?.waitsFor).toEqual(['G12']);
  });

  it.each([
    ['no event', [], '--as-of 2026-03-04', 'expected one'],
    [
      'two projects',
      [
        ...REVIEWED,
        event('x', 'site.update.noted', { text: '-', occurredAt: '2026-03-01' }, 'ZZY-901'),
      ],
      '--as-of 2026-03-04',
      '2 projects',
    ],
    ['a line that is no event', ['{}'], '--as-of 2026-03-04', 'Line 1'],
    [
      'a trait that the template does not ask for',
      REVIEWED,
      '--as-of 2026-03-04 --traits x=1',
      'no trait',
    ],
    ['a policy that there is not', REVIEWED, '--as-of 2026-03-04 --policy x', 'No colour policy x'],
  ])('refuses %s as wrong usage', async (_what, lines, rest, said) => {
    const { code, err } = await simulate(lines, rest);

    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it('names the templates that there are', async () => {
    const { code, err } = await runKaigong(
      `approval simulate X --events ${fileOf(...REVIEWED)} --as-of 2026-03-04`,
    );

    expect(code).toBe(2);
    expect(err).toContain('G-sample');
  });
});
