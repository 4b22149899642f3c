import fc from 'fast-check';
import { CAUSES } from '../../domain/alert/fact.ts';
import { COLOURS } from '../../domain/definitions.ts';
import type { Fact } from '../../domain/fact.ts';
import { addDays, dayOf, type Day, type Moment } from '../../domain/time.ts';
import { aCommand, divisionLeader, mainLeader, team } from './a-project.ts';

/** What somebody says, given when and a day of which he speaks. */
type Word = (occurredAt: Moment, day: Day) => Fact;

const signal = fc.constantFrom(
  'toppedOut/due',
  'energised/due',
  'accepted/due',
  'accepted/forecast',
  'accepted/blocked/ZZY-800/energised',
  'G06/limit',
  'instruction:P-1/noUpdate',
);
const instructionId = fc.constantFrom('P-1', 'P-2');
const days = fc.nat({ max: 30 });

/** What people say about alerts: instructions, excuses, causes, colours set by hand. */
export const anyWord: fc.Arbitrary<Word> = fc.oneof(
  fc.tuple(instructionId, days).map(
    ([id, later]): Word =>
      (at) =>
        aCommand('command.instruct.v1', at, {
          instructionId: id,
          text: '请抓紧协调',
          owner: 'pm-1',
          due: addDays(dayOf(at), later),
          actor: mainLeader,
        }),
  ),
  fc.tuple(instructionId, fc.boolean()).map(
    ([id, done]): Word =>
      (at) =>
        aCommand('command.reportInstruction.v1', at, { instructionId: id, text: '已对接', done }),
  ),
  fc.tuple(signal, fc.option(days)).map(
    ([of, later]): Word =>
      (at) =>
        aCommand('command.exempt.v1', at, {
          signal: of,
          documentNo: '园办〔2026〕8号',
          actor: divisionLeader,
          ...(later !== null && { until: addDays(dayOf(at), later) }),
        }),
  ),
  signal.map(
    (of): Word =>
      (at) =>
        aCommand('command.endExemption.v1', at, { signal: of, actor: divisionLeader }),
  ),
  fc.tuple(signal, fc.constantFrom(...CAUSES)).map(
    ([of, cause]): Word =>
      (at) =>
        aCommand('command.acknowledge.v1', at, { alertId: `alert/ZZY-900/${of}`, cause }),
  ),
  fc.tuple(signal, fc.constantFrom(...CAUSES)).map(
    ([of, cause]): Word =>
      (at, forecast) =>
        aCommand('command.rectify.v1', at, {
          alertId: `alert/ZZY-900/${of}`,
          cause,
          forecast,
          text: '增派班组',
        }),
  ),
  fc.tuple(fc.constantFrom(...COLOURS), days).map(
    ([colour, later]): Word =>
      (at) =>
        aCommand('command.override.v1', at, {
          colour,
          until: addDays(dayOf(at), later),
          requestedBy: 'pm-1',
          actor: divisionLeader,
        }),
  ),
  fc.constant<Word>((at) => aCommand('command.endOverride.v1', at, { actor: team })),
);
