import type { Definitions } from '../definitions.ts';
import { endOf, shanghaiMinute } from '../time.ts';
import { liveThrough, type DoneStep } from './live-through.ts';
import type { CaseMessage, CaseOutcome, PolicyCase } from './policy-case.ts';

/** What becomes of a case by these definitions. */
export function runCase({ facts, on }: PolicyCase, definitions: Definitions): CaseOutcome {
  const { assessment, done } = liveThrough(facts, definitions, endOf(on));
  const alarming = assessment.signals.filter(({ colour }) => colour !== 'green');
  return {
    colour: assessment.colour,
    signals: Object.fromEntries(alarming.map(({ id, colour }) => [id, colour])),
    messages: done.map(messageOf),
  };
}

/** In what a case came out otherwise than expected, a line each; none when it is as it should be. */
export function differences({ expected }: PolicyCase, outcome: CaseOutcome): string[] {
  return [
    ...differenceOf('colour', [String(expected.colour)], [String(outcome.colour)]),
    ...(expected.signals
      ? differenceOf('signal', signalLines(expected.signals), signalLines(outcome.signals))
      : []),
    ...(expected.messages
      ? differenceOf('message', expected.messages.map(lineOf), outcome.messages.map(lineOf))
      : []),
  ];
}

function differenceOf(what: string, expected: string[], found: string[]): string[] {
  const missing = expected.filter((line) => !found.includes(line));
  const surplus = found.filter((line) => !expected.includes(line));
  return [
    ...missing.map((line) => `expected ${what} ${line}`),
    ...surplus.map((line) => `not expected: ${what} ${line}`),
    ...(missing.length + surplus.length === 0 && expected.length !== found.length
      ? [`expected ${expected.length} of ${what}, not ${found.length}`]
      : []),
  ];
}

const signalLines = (signals: CaseOutcome['signals']): string[] =>
  Object.entries(signals).map(([id, colour]) => `${id} ${colour}`);

/** A message on one line, as the differences name it. */
const lineOf = ({ at, alert, kind, how, to }: CaseMessage): string =>
  `${at} ${alert} ${kind} ${how} to ${to.join(', ')}`;

const messageOf = ({ at, alert, kind, how, to }: DoneStep): CaseMessage => ({
  at: shanghaiMinute(at),
  alert,
  kind,
  how,
  to: to.map((one) => (typeof one === 'string' ? one : one.person)),
});
