import { core as ownCore } from '../domain/core.ts';
import type { TellableNotice } from '../domain/alert/message.ts';
import type { ExplainedSignal } from '../domain/explain.ts';
import type { Grounded, GroundedSignal } from '../domain/grounded-signal.ts';
import { assessAt, type AssessedView, type ViewDeps } from './assess-at.ts';
import { faultIn, guard } from './faults.ts';
import { groundedSignals } from './grounded.ts';

/** The notices with what their signals stand on, each project looked at once; what only the few may know goes without. */
export async function groundNotices(
  deps: ViewDeps,
  notices: readonly TellableNotice[],
): Promise<TellableNotice[]> {
  const open = notices.filter(({ signal }) => signal?.restricted === false);
  const byProject = new Map<string, Record<string, Grounded>>();
  for (const code of new Set(open.flatMap(({ project }) => project?.code ?? []))) {
    const ids = open.flatMap(({ project, signal }) =>
      project?.code === code && signal ? [signal.id] : [],
    );
    byProject.set(code, await groundsAt(deps, code, ids));
  }
  return notices.map((notice) => {
    const { project, signal } = notice;
    const grounds = signal && byProject.get(project?.code ?? '')?.[signal.id];
    return grounds ? { ...notice, signal: { ...signal, grounds } } : notice;
  });
}

/** A signal of what was found with its grounds, where they can be told. */
export async function groundSignal(
  deps: ViewDeps,
  found: AssessedView,
  signal: ExplainedSignal,
): Promise<ExplainedSignal | GroundedSignal> {
  const { [signal.id]: grounds } = await orNone(deps, (guarded) =>
    groundsOf(guarded, found, [signal.id]),
  );
  return grounds ? { ...signal, grounds } : signal;
}

const groundsAt = (deps: ViewDeps, code: string, ids: readonly string[]) =>
  orNone(deps, async (guarded) => {
    const found = await assessAt(guarded, code);
    return found ? groundsOf(guarded, found, ids) : {};
  });

function groundsOf(deps: ViewDeps, found: AssessedView, ids: readonly string[]) {
  const { assessment } = found;
  const signals = assessment.signals.filter(({ id }) => ids.includes(id));
  return groundedSignals(deps, assessment.code, { view: {}, found, signals });
}

/**
 * A project or approval that the core cannot tell is counted by its own settle: neither a message nor
 * an acknowledgement waits for its mending.
 */
async function orNone(
  deps: ViewDeps,
  look: (deps: ViewDeps) => Promise<Record<string, Grounded>>,
): Promise<Record<string, Grounded>> {
  try {
    return await look({ ...deps, core: guard(deps.core ?? ownCore) });
  } catch (error) {
    if (faultIn(error) === undefined) throw error;
    return {};
  }
}
