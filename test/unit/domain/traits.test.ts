import { describe, expect, it } from '@jest/globals';
import type { Traits } from '../../../domain/approval/template.ts';
import type { CommandFact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { judge } from '../../../domain/judge.ts';
import {
  aCommand,
  aRegistration,
  definitionsWith,
  plan,
  registered,
} from '../../support/a-project.ts';

const traits: Traits = { eiaClass: 'report_form', needsGas: true };
const project = registered(aRegistration({ traits, milestones: [plan('signed', '2026-12-01')] }));
const stated = (day: string, said: Traits): CommandFact =>
  aCommand('command.stateTraits.v1', day, { traits: said });

describe('traits of a project', () => {
  it('are those of its registration until somebody states others', () => {
    expect(fold([project]).registration?.traits).toEqual(traits);
  });

  it('are by field what was stated last, in whatever order it arrives', () => {
    const first = stated('2026-06-01', { eiaClass: 'exempt', powerSupply: 'single' });
    const second = stated('2026-06-02', { eiaClass: 'report_book' });

    const folded = [
      [project, first, second],
      [second, first, project],
    ].map((facts) => fold(facts).registration?.traits);

    expect(folded[0]).toEqual({ needsGas: true, eiaClass: 'report_book', powerSupply: 'single' });
    expect(folded[1]).toEqual(folded[0]);
  });

  it('may be stated when the approval template asks for them', () => {
    const command = stated('2026-06-01', { annualPowerGwh: 4.5, hazardousChemicals: false });
    const verdict = judge(command, fold([project]), definitionsWith(), '2026-06-01T02:00:00.000Z', {
      closed: false,
    });

    expect(verdict).toEqual({ accepted: true });
  });
});
