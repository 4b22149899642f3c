import { describe, expect, it } from '@jest/globals';
import type {
  ApprovalTemplate,
  ItemMode,
  ItemTemplate,
  Limit,
  Requirement,
} from '../../../domain/approval/template.ts';
import { approvalTemplateFor, loadDefinitions } from '../../../schemas/definitions.ts';
import { APPROVAL_TABLE } from '../../support/approval-table.ts';

const catalogue = loadDefinitions();

function templateOf(id: string): ApprovalTemplate {
  const template = approvalTemplateFor(catalogue, id);
  if (!template) throw new Error(`No template ${id}`);
  return template;
}

const itemOf = (id: string, template = templateOf(id.slice(0, 1))): ItemTemplate => {
  const item = template.items.find((one) => one.id === id);
  if (!item) throw new Error(`No item ${id}`);
  return item;
};

describe('the shipped approval templates', () => {
  it('hold 74 items beside the supplies that each template adds', () => {
    const ids = ['G', 'T', 'U', 'R', 'I'].flatMap((id) =>
      templateOf(id)
        .items.map((item) => item.id)
        .filter((item) => !item.includes('-')),
    );

    expect(APPROVAL_TABLE).toHaveLength(74);
    expect(ids).toEqual(APPROVAL_TABLE.map((line) => line.slice(0, 3)));
  });

  it.each(APPROVAL_TABLE)('hold the row %s', (line) => {
    expect(rowOf(itemOf(line.slice(0, 3)))).toBe(line);
  });

  it.each([
    ['G', 'groundbreaking', 'G19;G06?;G07?;G08?;G09?', ''],
    ['G', 'trialProduction', 'power connected|energised;G29?', 'G26'],
    ['G', 'production', 'trialProduction|G26', ''],
    ['T', 'groundbreaking', 'T02;T07?', ''],
    ['T', 'production', 'T09;power connected|energised;T11?', ''],
    ['U', 'groundbreaking', 'U02?;U03?;U08?', ''],
    ['U', 'production', 'power connected|energised;U10?;U11?', ''],
    ['R', 'groundbreaking', 'R07', ''],
    ['R', 'production', 'R09', ''],
    ['I', 'groundbreaking', 'I09', ''],
    ['I', 'production', 'I10', ''],
  ])('open in %s the milestone %s by %s', (id, milestone, hard, soft) => {
    const gate = templateOf(id).gates.find((one) => one.milestone === milestone);

    expect(textOf({ all: gate?.hard ?? [] })).toBe(hard);
    expect(textOf({ all: gate?.soft ?? [] })).toBe(soft);
  });

  it.each(['G', 'T', 'U'])('give the stages of %s their umbrella clocks', (id) => {
    const clocks: Record<string, number> = { 1: 15, 2: 10, 3: 7, 4: 10 };

    for (const { id: stage, promisedWorkingDays } of templateOf(id).stages) {
      expect(promisedWorkingDays).toBe(clocks[stage]);
    }
  });

  it('run the four sign-offs inside the joint acceptance', () => {
    const inside = templateOf('G').items.filter(({ umbrella }) => umbrella === 'G26');

    expect(inside.map(({ id }) => id)).toEqual(['G22', 'G23', 'G24', 'G25']);
  });

  it.each([
    ['G', 'power water gas drainage telecom'],
    ['T', 'power water gas drainage telecom'],
    ['U', 'power water gas drainage telecom'],
    ['I', 'power'],
    ['R', ''],
  ])('know in %s the supplies %s', (id, utilities) => {
    const known = templateOf(id).items.flatMap(({ utility }) => utility ?? []);

    expect(known.join(' ')).toBe(utilities);
  });

  it('let silence count nowhere but in the variant of the sample park', () => {
    const consenting = [...catalogue.approvals.values()].flatMap(({ id, items }) =>
      items.flatMap((item) =>
        item.silentConsent ? [`${id} ${item.id} ${item.silentConsent.rule}`] : [],
      ),
    );

    expect(consenting).toEqual(['G-sample G14 示例规则-01']);
  });

  it('share everything else between that variant and what it is based on', () => {
    const [sample, base] = [templateOf('G-sample'), templateOf('G')];
    const { id, label, hash } = sample;
    const { silentConsent } = itemOf('G14', sample);

    expect(sample).toEqual({
      ...base,
      ...{ id, label, hash },
      items: base.items.map((item) => (item.id === 'G14' ? { ...item, silentConsent } : item)),
    });
  });

  it.each([
    ['greenfield_fast', 'G'],
    ['greenfield', 'G'],
    ['facility', 'G'],
    ['tenant', 'T'],
    ['upgrade', 'U'],
    ['relocation', 'R'],
    ['infrastructure', 'I'],
    ['road', 'I'],
    ['pipeline', undefined],
  ])('belong to the lifecycle %s as %s', (lifecycle, approval) => {
    expect(catalogue.lifecycles.get(lifecycle)?.approval).toBe(approval);
  });
});

const MODE_WORDS: Record<ItemMode, string> = {
  normal: '常规',
  deficient: '容缺',
  promise: '承诺',
  opinion: '征求意见',
  filing: '备案',
};

const rowOf = ({ id, appliesWhen, stage, authority, prereq, ...item }: ItemTemplate): string =>
  [
    id + (appliesWhen ? '?' : ''),
    stage,
    authority,
    textOf(prereq) || '–',
    daysOf(item.statutory),
    daysOf(item.promised),
    item.modes.map((mode) => MODE_WORDS[mode]).join('/'),
  ].join(' | ');

function textOf(requirement: Requirement): string {
  if ('all' in requirement) return requirement.all.map(textOf).join(';');
  if ('any' in requirement) return requirement.any.map(textOf).join('|');
  if ('item' in requirement) return requirement.item + (requirement.ifApplies ? '?' : '');
  if ('milestone' in requirement) return requirement.milestone;
  return `${requirement.utility} ${requirement.step}`;
}

function daysOf(limit: Limit | undefined): string {
  if (!limit) return '–';
  const all = new Set([limit.n, ...Object.values(limit.byVariant ?? {})]);
  const days = [...all].sort((a, b) => b - a).join('/');
  return limit.unit === 'cal' ? `${days} cal` : days;
}
