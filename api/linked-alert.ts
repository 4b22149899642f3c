import { proposedCauses, reasonLines, titleOf } from '../domain/alert/alert-section.ts';
import type { AlertCase } from '../domain/alert/case.ts';
import type { Cause } from '../domain/alert/fact.ts';
import { signalOf } from '../domain/alert/fold-commands.ts';
import type { TellableNotice } from '../domain/alert/message.ts';
import { MESSAGE_WORDS } from '../domain/alert/message-words.ts';
import type { Assessment } from '../domain/assessment.ts';
import { shownColour } from '../domain/colour-meaning.ts';
import { explain } from '../domain/explain.ts';
import { groundsLines } from '../domain/grounds-lines.ts';
import type { Role } from '../domain/fact.ts';
import type { Language } from '../domain/texts.ts';
import { dayOf } from '../domain/time.ts';
import { findAlert } from '../readmodel/alerts.ts';
import type { TokenStanding } from '../readmodel/message-tokens.ts';
import { listPeople } from '../readmodel/people.ts';
import { assessAt } from '../settlement/assess-at.ts';
import { groundSignal } from '../settlement/ground-notices.ts';
import type { ActPage } from './act-page.ts';
import { actingRole } from './acting-role.ts';
import type { ApiDeps } from './deps.ts';

/** The alert behind a link, as its reader may know it now. */
export interface LinkedAlert {
  projectCode: string;
  language: Language;
  /** Under which the reader acts; none for a stranger. */
  role: Role | undefined;
  standing: AlertCase;
  /** Proposed for the buttons, three at most. */
  causes: Cause[];
  /** The alert in words, without buttons. */
  page: ActPage;
}

/** Finds what a token is about, in the words of its reader; `undefined` when there is no such alert any more. */
export async function linkedAlert(
  deps: ApiDeps,
  { person, alertId }: TokenStanding,
): Promise<LinkedAlert | undefined> {
  const alert = await findAlert(deps.pool, alertId);
  const view = alert && (await assessAt(deps, alert.projectCode));
  if (!alert?.standing || !view) return undefined;
  const { standing, projectCode } = alert;
  const people = await listPeople(deps.pool);
  const language = people.find(({ id }) => id === person)?.language ?? 'zh';
  const { assessment, policy, at } = view;
  const explained = explain(assessment, dayOf(at), language).signals.find(
    ({ id }) => id === signalOf(alertId),
  );
  const signal = explained && (await groundSignal(deps, view, explained));
  const told = {
    alert: { id: alertId, standing },
    project: { code: projectCode, name: assessment.name },
    ...(signal && { signal }),
  };
  const shown = shownColour(standing.severity, language, policy.colours);
  return {
    ...{ projectCode, language, standing },
    role: actingRole(person, { posts: assessment.people, people, standing }),
    causes: proposedCauses(standing, signal?.causes),
    page: {
      ...{ language, shown, buttons: [] },
      title: titleOf(told, shown),
      lines: linesOf(told, assessment, language),
    },
  };
}

function linesOf(
  told: Pick<TellableNotice, 'signal' | 'alert'>,
  { sample }: Assessment,
  language: Language,
): string[] {
  const { signal } = told;
  const words = MESSAGE_WORDS[language];
  return [
    ...reasonLines(told, words),
    ...(signal && 'grounds' in signal ? groundsLines(signal, language) : []),
    ...(sample ? [words.sample] : []),
  ];
}
