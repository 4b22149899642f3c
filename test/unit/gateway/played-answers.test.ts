import { describe, expect, it } from '@jest/globals';
import type { ItemTemplate } from '../../../domain/approval/template.ts';
import { decode, encode } from '../../../gateway/codec.ts';
import { answersTo } from '../../../gateway/played-answers.ts';
import type { ApprovalRequest } from '../../../schemas/approval-requests.ts';
import type { ParsedRequest } from '../../../schemas/parse-approval-request.ts';
import { catalogue } from '../../support/a-project.ts';

const FROM = Date.parse('2026-01-15T01:00:00.000Z');
const items = [...catalogue.approvals.values()].flatMap((template) => template.items);

function itemOf(id: string): ItemTemplate {
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`No item ${id}`);
  return found;
}

const base = (item: string, more: { approval?: string; attempt?: number } = {}) => ({
  projectCode: 'ZZY-900',
  projectName: '示例项目',
  sample: true,
  approval: 'approval/ZZY-900',
  revision: 3,
  duty: `${item}/1/apply`,
  item,
  itemName: { zh: item, en: item },
  attempt: 1,
  authority: '住建',
  ...more,
});

const opened = (item: string, id = `approval/ZZY-900/${item}/1/apply`): ParsedRequest => ({
  id,
  type: 'approval.item.opened.v1',
  data: {
    ...base(item),
    stage: itemOf(item).stage,
    window: '行政审批局',
    holder: 'enterprise',
    since: '2026-01-15',
  },
});

const asked = (
  id: string,
  more: Partial<ApprovalRequest<'approval.opinion.requested.v1'>> = {},
): ParsedRequest => ({
  id,
  type: 'approval.opinion.requested.v1',
  data: { ...base('G14'), department: '轨道', since: '2026-01-15', ...more },
});

const answersOf = (request: ParsedRequest) =>
  answersTo(request, { item: itemOf(request.data.item), fromMs: FROM, beatMs: 8_000 });
const typesOf = (request: ParsedRequest): string[] =>
  answersOf(request).map(({ event }) =>
    String(event['type']).replace(/^cn\.zhizaoyuan\.(.*)\.v1$/, '$1'),
  );
const seeds = Array.from({ length: 60 }, (_, index) => `request-${String(index)}`);

describe('what a played authority answers', () => {
  it('is the same for the same request, with ids made of its id', () => {
    const [one, again] = [answersOf(opened('G19')), answersOf(opened('G19'))];

    expect(again).toEqual(one);
    expect(one.map(({ event }) => event['id'])).toContain('approval/ZZY-900/G19/1/apply/submitted');
    expect(new Set(one.map(({ event }) => event['id'])).size).toBe(one.length);
  });

  it.each(['G19', 'G16', 'G04', 'G31', 'U08', 'T11', 'G01', 'G15', 'G-power', 'G-water'])(
    'leads %s on step by step, in events that the inbox takes',
    (item) => {
      const answers = answersOf(opened(item));
      const decoded = answers.map(({ event }) => decode(encode(event, 'structured')));
      const times = answers.map(({ atMs }) => atMs);

      expect(answers.length).toBeGreaterThan(2);
      expect(decoded.filter(({ ok }) => !ok)).toEqual([]);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times[0]).toBeGreaterThan(FROM);
    },
  );

  it('ends with the certificate that the template names', () => {
    const answers = answersOf(opened('G19'));

    expect(answers.at(-1)?.event['data']).toMatchObject({
      itemCode: 'G19',
      certType: '建筑工程施工许可证',
      issuedOn: '2026-01-15',
    });
  });

  it('is a correction for some and a stop for some, and neither for most', () => {
    const told = seeds.map((seed) => typesOf(opened('G07', seed)));
    const corrected = told.filter((types) => types.includes('permit.application.resubmitted'));
    const stopped = told.filter((types) => types.includes('permit.clock.resumed'));

    expect(corrected.length).toBeGreaterThan(5);
    expect(corrected.length).toBeLessThan(30);
    expect(stopped.length).toBeGreaterThan(5);
    expect(stopped.length).toBeLessThan(35);
  });

  it.each(['G03', 'I06', 'I08', 'R08', 'I10', 'G26', 'U13'])(
    'is nothing for %s, which takes its time in the field',
    (item) => {
      expect(answersOf(opened(item))).toEqual([]);
    },
  );

  it('leaves power at the customer’s own works, and connects water', () => {
    expect(typesOf(opened('G-power')).at(-1)).toBe('utility.application.suspended');
    expect(typesOf(opened('G-water')).at(-1)).toBe('utility.application.connected');
  });

  it('is an opinion, or silence for some where silence counts as consent', () => {
    const without = seeds.flatMap((seed) => answersOf(asked(seed)));
    const withRule = seeds.flatMap((seed) =>
      answersOf(asked(seed, { silentConsent: { rule: '示例规则-01' } })),
    );

    expect(without).toHaveLength(seeds.length);
    expect(withRule.length).toBeGreaterThan(25);
    expect(withRule.length).toBeLessThan(seeds.length - 5);
  });
});
