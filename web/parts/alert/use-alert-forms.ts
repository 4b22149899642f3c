import type { AlertDetail } from '../../../api/alert-responses.ts';
import { useLabels } from '../../labels.ts';
import type { ActButton, ActField } from '../act-form.tsx';
import { choicesIn } from '../options.tsx';
import { useIsLeader } from '../../offered.ts';
import { useWords } from '../../words.ts';
import { ALERT_WORDS } from './words.ts';

/** What is done about an alert by filling in a form. */
export type FormAct = 'snooze' | 'delegate' | 'rectify' | 'verify' | 'close' | 'instruct';

interface Form {
  fields: readonly ActField[];
  buttons: readonly ActButton[];
}

/** The form of each act, in the language of the page. */
export function useAlertForms({ causes, standing }: AlertDetail): Record<FormAct, Form> {
  const { say } = useWords(ALERT_WORDS);
  const choices = choicesIn(useLabels()?.terms['cause']);
  const cause = standing?.acknowledged?.cause ?? causes[0] ?? '';
  const isLeader = useIsLeader();
  const decide = (accept: string, give: string): ActButton[] => [
    { label: accept, values: { decision: 'accept' }, primary: true },
    { label: give, values: { decision: 'return' } },
  ];
  return {
    snooze: {
      fields: [{ name: 'until', label: say('until'), kind: 'day', hint: say('untilHint') }],
      buttons: [
        { label: say('snoozeUntil'), needs: ['until'], primary: true },
        { label: say('snoozeUntilWorse'), values: { until: undefined } },
      ],
    },
    delegate: {
      fields: [
        { name: 'to', label: say('to'), kind: 'person', required: true },
        { name: 'until', label: say('lastDay'), kind: 'day', hint: say('lastDayHint') },
      ],
      buttons: [{ label: say('delegate'), primary: true }],
    },
    rectify: {
      fields: [
        { name: 'text', label: say('plan'), kind: 'text', required: true },
        {
          ...{ name: 'cause', label: say('cause'), kind: 'choice', required: true },
          ...{ choices, initial: cause },
        },
        { name: 'forecast', label: say('forecast'), kind: 'day', required: true },
        { name: 'party', label: say('party'), kind: 'line' },
      ],
      buttons: [{ label: say('rectify'), primary: true }],
    },
    verify: {
      fields: [{ name: 'evidence', label: say('evidence'), kind: 'text', required: true }],
      buttons: decide(say('verified'), say('giveBack')),
    },
    close: { fields: [], buttons: decide(say('approveClosing'), say('giveBack')) },
    instruct: {
      fields: [
        { name: 'text', label: say('instruction'), kind: 'text', required: true },
        { name: 'owner', label: say('owner'), kind: 'person', required: true },
        { name: 'due', label: say('due'), kind: 'day', required: true },
        ...(isLeader ? [] : [ON_BEHALF(say('onBehalfOf'))]),
      ],
      buttons: [{ label: say('instruct'), primary: true }],
    },
  };
}

const ON_BEHALF = (label: string): ActField => ({
  ...{ name: 'onBehalfOf', label, kind: 'leader', required: true },
});
