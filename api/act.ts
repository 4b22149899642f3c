import { createHash } from 'node:crypto';
import type { Cause } from '../domain/alert/fact.ts';
import { MESSAGE_WORDS } from '../domain/alert/message-words.ts';
import type { Role } from '../domain/fact.ts';
import { fill } from '../domain/fill.ts';
import { domainNow } from '../readmodel/clock.ts';
import { markTokenUsed, readToken, type TokenStanding } from '../readmodel/message-tokens.ts';
import { projectSubject } from '../readmodel/subject-id.ts';
import { toCommandFact } from '../schemas/command.ts';
import type { CommandOutcome } from '../settlement/decision.ts';
import { actPage, type ActPage, type Page } from './act-page.ts';
import { ACT_WORDS } from './act-words.ts';
import type { ApiDeps } from './deps.ts';
import { linkedAlert, type LinkedAlert } from './linked-alert.ts';

/** A page with the status that says how it went. */
export interface PageAnswer extends Page {
  status: 200 | 403 | 404 | 409 | 410;
}

/** The page of a link, with its button as long as there is something to press; changes nothing. */
export async function openPage(deps: ApiDeps, token: string): Promise<PageAnswer> {
  const link = await openLink(deps, token);
  if ('status' in link) return link;
  const { page, language, causes } = link.alert;
  const words = MESSAGE_WORDS[language];
  return answered(200, {
    ...page,
    buttons: [
      { label: words.acknowledge },
      ...causes.map((cause) => ({
        cause,
        label: fill(words.acknowledgeBecause, { cause: words.causes[cause] }),
      })),
    ],
  });
}

/** Acknowledges for the person of the link, with or without a cause; once, however often it is sent. */
export async function acknowledge(
  deps: ApiDeps,
  token: string,
  cause: Cause | undefined,
): Promise<PageAnswer> {
  const link = await openLink(deps, token);
  if ('status' in link) return link;
  const { page, language } = link.alert;
  const words = ACT_WORDS[language];
  const outcome = await say(deps, link, cause);
  if (outcome.status === 'conflict') return answered(409, { ...page, note: words.conflict });
  if (outcome.status === 'refused') {
    const why = outcome.message ?? outcome.code ?? '';
    return answered(409, { ...page, note: `${words.refused}: ${why}` });
  }
  // After the act: a crash between the two leaves a link that, pressed again, finds it done.
  await markTokenUsed(deps.pool, token);
  return answered(200, { ...page, note: words.done });
}

interface OpenLink {
  standing: TokenStanding;
  alert: LinkedAlert;
  role: Role;
}

/** A link that may act, or the page that says why it may not. */
async function openLink(deps: ApiDeps, token: string): Promise<OpenLink | PageAnswer> {
  const standing = await readToken(deps.pool, token);
  const alert = standing && (await linkedAlert(deps, standing));
  if (!standing || !alert) return unknownLink;
  const { page, role, language } = alert;
  const words = ACT_WORDS[language];
  if (standing.state === 'used') return answered(409, { ...page, note: words.used });
  if (standing.state === 'expired') return answered(410, { ...page, note: words.expired });
  const settled = settledNote(alert);
  if (settled) return answered(settled.status, { ...page, note: settled.note });
  if (!role) return answered(403, { ...page, note: words.stranger });
  return { standing, alert, role };
}

/** Why there is nothing to acknowledge any more. */
function settledNote({
  language,
  standing: { state, worst, acknowledged },
}: LinkedAlert): { status: 403 | 409; note: string } | undefined {
  const words = ACT_WORDS[language];
  if (state === 'closed') return { status: 409, note: words.closed };
  if (state === 'toApprove' && worst === 'red') return { status: 403, note: words.signIn };
  if (state !== 'open') return { status: 409, note: words.cleared };
  if (!acknowledged) return undefined;
  return { status: 409, note: fill(words.acknowledged, { name: acknowledged.by }) };
}

async function say(
  { settler, pool, clockOffsetMs }: ApiDeps,
  { standing, alert, role }: OpenLink,
  cause: Cause | undefined,
): Promise<CommandOutcome> {
  const { person, alertId } = standing;
  const body = {
    type: 'acknowledge' as const,
    commandId: commandIdOf(standing),
    actor: { id: person, role },
    reason: ACT_WORDS[alert.language].reason,
    alertId,
    ...(cause && { cause }),
  };
  const fact = toCommandFact(body, await domainNow(pool, clockOffsetMs));
  const subject = projectSubject(alert.projectCode);
  const { outcomes = [] } = await settler.settle(subject, { commands: [fact], via: 'link' });
  const [outcome] = outcomes;
  if (!outcome) throw new Error(`Settling ${subject} gave no outcome of ${body.commandId}`);
  return outcome;
}

// Of person, alert and step, so that one step is answered once by whatever link.
function commandIdOf({ person, alertId, stepId }: TokenStanding): string {
  const of = JSON.stringify([person, alertId, stepId]);
  return `link/${createHash('sha256').update(of).digest('hex')}`;
}

const answered = (status: PageAnswer['status'], page: ActPage): PageAnswer => ({
  status,
  ...actPage(page),
});

// Whose language it was, nobody knows.
const unknownLink: PageAnswer = answered(404, {
  language: 'zh',
  title: `${MESSAGE_WORDS.zh.sender} · ${MESSAGE_WORDS.en.sender}`,
  lines: [],
  note: `${ACT_WORDS.zh.unknown} ${ACT_WORDS.en.unknown}`,
  buttons: [],
});
