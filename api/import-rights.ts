import { may, RIGHT_OF_COMMAND, type Right } from '../domain/rights.ts';
import { sightCase } from '../readmodel/sight.ts';
import type { RowAct } from '../settlement/workbook/row-act.ts';
import type { ApiDeps } from './deps.ts';
import { candidatesFor } from './holders.ts';
import type { Identity } from './identity.ts';
import { isTrusted } from './sight.ts';

/** Whether a caller may do what a row says: as if it were given as a command, or as the one who enters what others report. */
export async function actsAllowed(
  deps: ApiDeps,
  identity: Identity | null,
): Promise<(code: string, act: RowAct) => Promise<boolean>> {
  if (isTrusted(identity)) return () => Promise.resolve(true);
  const candidates = await candidatesFor(deps, identity);
  return async (code, act) => {
    const about = await sightCase(deps.pool, code, identity.person);
    return candidates.some(({ holder }) =>
      rightsFor(act).some((right) => may(holder, right, about)),
    );
  };
}

function rightsFor(act: RowAct): Right[] {
  const right =
    act.type === 'reportField' ? 'updateProjects' : RIGHT_OF_COMMAND[`command.${act.type}.v1`];
  const isReport = right === 'updateProjects' || right === 'reportDates';
  return isReport ? [right, 'enterReports'] : [right];
}
