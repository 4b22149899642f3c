import type { AlertCase } from '../domain/alert/case.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { CommandType } from '../domain/fact.ts';
import { barredFrom } from '../domain/judges.ts';
import { RIGHT_OF_COMMAND, rolesFor, type RightsCase } from '../domain/rights.ts';
import { sightCase } from '../readmodel/sight.ts';
import type { ApiDeps } from './deps.ts';
import { candidatesFor, type Candidate } from './holders.ts';
import type { Identity } from './identity.ts';

/** How a project stands, as far as it decides what can be done with it. */
export type ActionCase = RightsCase & Pick<Assessment, 'status' | 'closed'>;

/** What a caller may do now with one project; nothing where nobody signs in. */
export async function actionsOn(
  deps: ApiDeps,
  identity: Identity | null,
  { code, status, closed }: Pick<Assessment, 'code' | 'status' | 'closed'>,
): Promise<string[]> {
  const about = identity && (await sightCase(deps.pool, code, identity.person));
  if (!identity || !about) return [];
  return projectActions(await candidatesFor(deps, identity), { ...about, status, closed });
}

/** What a caller may do now with one alert. */
export async function actionsOnAlert(
  deps: ApiDeps,
  identity: Identity | null,
  { code, alert }: { code: string; alert: AlertCase | null },
): Promise<string[]> {
  const about = identity && (await sightCase(deps.pool, code, identity.person));
  if (!identity || !about || !alert) return [];
  const candidates = await candidatesFor(deps, identity, { alert });
  return ALERT_ACTIONS.filter(
    (type) => isOpenTo(type, alert) && mayGive(candidates, `command.${type}.v1`, about),
  );
}

/** The names of commands about a project that one of these people may give as it stands. */
export const projectActions = (candidates: readonly Candidate[], about: ActionCase): string[] =>
  PROJECT_COMMANDS.filter((type) => isTimely(type, about) && mayGive(candidates, type, about)).map(
    nameOf,
  );

function mayGive(candidates: readonly Candidate[], type: CommandType, about: RightsCase): boolean {
  return candidates.some(({ holder }) =>
    rolesFor(holder, RIGHT_OF_COMMAND[type], about).some(
      (role) => !barredFrom(type, { id: holder.person, role }),
    ),
  );
}

const ALERT_ACTIONS = ['acknowledge', 'snooze', 'delegate', 'rectify', 'verify', 'close'] as const;

const OF_STATE: Record<AlertCase['state'], readonly (typeof ALERT_ACTIONS)[number][]> = {
  open: ['acknowledge', 'snooze', 'delegate', 'rectify'],
  toVerify: ['rectify', 'verify'],
  toApprove: ['close'],
  closed: [],
};

const isOpenTo = (type: (typeof ALERT_ACTIONS)[number], alert: AlertCase): boolean =>
  OF_STATE[alert.state].includes(type) && !(type === 'acknowledge' && alert.acknowledged);

const ALERT_COMMANDS: readonly string[] = ALERT_ACTIONS.map((type) => `command.${type}.v1`);

// `as`: keys of a constant table without those of approvals, of alerts and of what is no project yet.
const PROJECT_COMMANDS = Object.keys(RIGHT_OF_COMMAND).filter(
  (type) =>
    !type.startsWith('command.approval.') &&
    type !== 'command.register.v1' &&
    !ALERT_COMMANDS.includes(type),
) as readonly CommandType[];

const nameOf = (type: CommandType): string => type.replace(/^command\./, '').replace(/\.v1$/, '');

function isTimely(type: CommandType, { status, closed }: ActionCase): boolean {
  if (closed || type === 'command.reopen.v1') return closed && type === 'command.reopen.v1';
  if (type === 'command.pause.v1') return status !== 'paused';
  return type !== 'command.resume.v1' || status === 'paused';
}
