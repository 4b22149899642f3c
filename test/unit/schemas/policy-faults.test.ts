import { describe, expect, it } from '@jest/globals';
import { COLOURS } from '../../../domain/definitions.ts';
import type { AlertRules } from '../../../domain/alert/rules.ts';
import type { ColourMeaning } from '../../../domain/policy-rules.ts';
import { policyFaults } from '../../../schemas/colour-policy-faults.ts';
import type { PolicyContent } from '../../../schemas/colour-policy.ts';
import { catalogue } from '../../support/a-project.ts';

const lifecycles = [...catalogue.lifecycles.values()];
const policies = [...catalogue.policies.values()];

function faultsAfter(change: (policy: PolicyContent & Whole) => void): string[] {
  const copy = structuredClone(catalogue.policies.get('default'));
  if (!copy?.alerting || !copy.colours) throw new Error('The default policy lacks its parts');
  const { alerting, colours } = copy;
  change({ ...Object.assign(copy, { alerting, colours }) });
  return policyFaults(copy, lifecycles).map(({ path }) => path);
}

interface Whole {
  alerting: AlertRules;
  colours: ColourMeaning[];
}

describe('policyFaults', () => {
  it.each<{ name: string; change: (policy: PolicyContent & Whole) => void; path: string }>([
    {
      name: 'a ladder that there is not',
      change: ({ alerting }) => {
        alerting.ladderOf['due'] = 'moon';
      },
      path: 'alerting.ladderOf.due',
    },
    {
      name: 'a kind of signal that there is not',
      change: ({ alerting }) => {
        alerting.ladderOf['moon'] = 'note';
      },
      path: 'alerting.ladderOf.moon',
    },
    {
      name: 'two ladders with one id',
      change: ({ alerting }) => {
        Object.assign(alerting.ladders[1] ?? {}, { id: 'default' });
        alerting.ladderOf = {};
      },
      path: 'alerting.ladders[1].id',
    },
    {
      name: 'an acknowledgement in hours and in days',
      change: ({ alerting }) => {
        Object.assign(alerting.ladders[0]?.rungs.red?.acknowledge ?? {}, { workingDays: 1 });
      },
      path: 'alerting.ladders[0].rungs.red.acknowledge',
    },
    {
      name: 'an escalation to those who know already',
      change: ({ alerting }) => {
        Object.assign(alerting.ladders[0]?.rungs.red?.acknowledge ?? {}, {
          escalateTo: ['patron'],
        });
      },
      path: 'alerting.ladders[0].rungs.red.acknowledge.escalateTo',
    },
    {
      name: 'quiet hours that leave no hour of the day, with each digest in them',
      change: ({ alerting }) => {
        alerting.hours.quietFrom = alerting.hours.morning;
      },
      path: 'alerting.hours.quietFrom alerting.digests.daily.at alerting.digests.weekly.at',
    },
    {
      name: 'a digest at night',
      change: ({ alerting }) => {
        alerting.digests.weekly.at = '21:00';
      },
      path: 'alerting.digests.weekly.at',
    },
    {
      name: 'colours out of their order',
      change: ({ colours }) => {
        colours.push(...colours.splice(1, 1));
      },
      path: 'colours[3].colour',
    },
    {
      name: 'a colour that a rule gives and nobody can read',
      change: ({ colours }) => {
        colours.splice(1, 1);
      },
      path: 'colours',
    },
    {
      name: 'two colours of one shape',
      change: ({ colours }) => {
        Object.assign(colours[3] ?? {}, { shape: 'circle' });
      },
      path: 'colours[3].shape',
    },
    {
      name: 'more progress for a worse colour',
      change: ({ rules }) => {
        if (rules.progress) rules.progress.redBelow = -7;
      },
      path: 'rules.progress',
    },
    {
      name: 'a colour that begins at a value which there is not',
      change: ({ rules }) => {
        if (rules.progress) Object.assign(rules.progress, { blueBelow: null, including: ['blue'] });
      },
      path: 'rules.progress.including',
    },
    {
      name: 'a worse colour after less silence',
      change: ({ rules }) => {
        if (rules.noUpdate) rules.noUpdate.redFrom = 10;
      },
      path: 'rules.noUpdate',
    },
    {
      name: 'a milestone that no lifecycle has',
      change: ({ rules }) => {
        const months = { yellowAfter: 1, redAfter: 3, contributes: 'full' } as const;
        rules.startMonth = { id: 'startMonth', milestone: 'moon', ...months };
      },
      path: 'rules.startMonth.milestone',
    },
    {
      name: 'two yellows that make a blue',
      change: ({ rules }) => {
        const two = { of: 'yellow', count: 2, colour: 'blue', contributes: 'full' } as const;
        rules.accumulation = { id: 'accumulation', ...two };
      },
      path: 'rules.accumulation.colour',
    },
  ])('refuses $name', ({ change, path }) => {
    expect(faultsAfter(change)).toEqual(path.split(' '));
  });
});

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the colours of the shipped policies', () => {
  it.each(policies.map((policy) => ({ id: policy.id, policy })))(
    'of $id are told apart without ink, by shape, symbol and word',
    ({ policy: { colours = [] } }) => {
      for (const mark of ['shape', 'symbol'] as const) {
        expect(new Set(colours.map((one) => one[mark])).size).toBe(colours.length);
      }
      expect(new Set(colours.map(({ label }) => label.zh)).size).toBe(colours.length);
      expect(colours.length).toBeGreaterThanOrEqual(3);
    },
  );

  it('differ in luminance, so that neither a grey print nor a colour-blind eye mixes them up', () => {
    const { colours = [] } = catalogue.policies.get('default') ?? {};
    const byLight = colours.map(({ hex }) => luminance(hex)).sort((a, b) => a - b);

    expect(colours.map(({ colour }) => colour)).toEqual(COLOURS);
    byLight.slice(1).forEach((light, at) => {
      expect((light + 0.05) / ((byLight[at] ?? 0) + 0.05)).toBeGreaterThan(1.4);
    });
  });

  it.each(policies.map((policy) => ({ id: policy.id, policy })))(
    '$id says where its rules come from and whom its alerts reach',
    ({ policy: { source, alerting } }) => {
      expect(source?.title).toMatch(/\S/);
      expect(alerting?.ladders.length).toBeGreaterThan(0);
    },
  );
});
