import type { MilestoneAssessment } from '../../domain/assessment.ts';
import type { SheetProject } from '../../readmodel/sheet-projects.ts';
import type {
  ProjectRowValues,
  ReadProjectRow,
  RowDate,
  RowFault,
  RowGuess,
  RowNote,
} from '../../schemas/workbook/project-row.ts';
import type { RowContext } from './known-project.ts';
import { noteRegistered } from './note-registered.ts';
import { planPosts } from './plan-posts.ts';
import { planRegistration } from './plan-registration.ts';
import { actCommandId, REPORT_FIELDS, type RowAct } from './row-act.ts';

/** What a row would do, and what keeps it from it. */
export interface PlannedRow {
  state: 'ready' | 'guess' | 'error' | 'unchanged';
  projectCode: string | null;
  name: string | null;
  isNew: boolean;
  /** Of its project; 0 of a new one. */
  revision: number;
  faults: RowFault[];
  guesses: RowGuess[];
  notes: RowNote[];
  acts: RowAct[];
}

/** Compares a row with what is registered. `row`: its number, for a code to propose. */
export function planRow(read: ReadProjectRow, row: number, context: RowContext): PlannedRow {
  const found = findProject(read, row, context);
  const { code, guess } = found;
  const planned: PlannedRow = {
    state: 'unchanged',
    projectCode: code ?? null,
    name: read.values.name ?? null,
    isNew: false,
    revision: code === undefined ? 0 : (context.projects.get(code)?.revision ?? 0),
    faults: [...read.faults],
    guesses: [...(guess ? [guess] : []), ...read.guesses],
    notes: [...read.notes],
    acts: [],
  };
  if (code === undefined) planned.faults.push(NO_NAME);
  else planActs(planned, code, read.values, context);
  return { ...planned, state: stateOf(planned) };
}

function stateOf({ faults, guesses, acts }: PlannedRow): PlannedRow['state'] {
  if (faults.length > 0) return 'error';
  if (acts.length === 0 && guesses.every(({ because }) => because !== 'similarName')) {
    return 'unchanged';
  }
  return guesses.length > 0 ? 'guess' : 'ready';
}

const NO_NAME: RowFault = {
  code: 'noName',
  column: '',
  field: null,
  found: '',
  message: 'expected a name or a code: it tells which project this is',
};

function findProject(
  { values: { code, name } }: ReadProjectRow,
  row: number,
  { names, proposeCode }: RowContext,
): { code?: string; guess?: RowGuess } {
  if (code !== undefined) return { code };
  if (name === undefined) return {};
  const exact = names.exact(name);
  if (exact) return { code: exact.code };
  const proposed = proposeCode(row);
  const similar = names.similar(name);
  const [likeliest] = similar;
  const value = likeliest?.code ?? proposed;
  const guess: RowGuess = {
    ...{ field: 'code', column: '', found: name, value },
    because: likeliest ? 'similarName' : 'newCode',
    choices: [
      ...similar.map((one) => ({ value: one.code, label: one.name })),
      { value: proposed, label: name },
    ],
  };
  return { code: value, guess };
}

function planActs(
  planned: PlannedRow,
  code: string,
  values: ProjectRowValues,
  context: RowContext,
): void {
  const project = context.projects.get(code);
  if (!project) {
    planned.isNew = true;
    planRegistration(planned, code, values, context);
  } else {
    for (const date of values.dates) planDate(planned, project, { date, values, context });
    planPosts(planned, project, values, context);
    noteRegistered(planned, project, values);
  }
  for (const field of REPORT_FIELDS) {
    const value = values[field];
    if (value === undefined || String(value) === project?.reportFields[field]) continue;
    planned.acts.push({ type: 'reportField', field, value: String(value) });
  }
}

interface Dated {
  date: RowDate;
  values: ProjectRowValues;
  context: RowContext;
}

function planDate(planned: PlannedRow, project: SheetProject, dated: Dated): void {
  const { kind, milestone, day } = dated.date;
  const now = project.assessment.milestones.find(({ code }) => code === milestone);
  if (!now) {
    const text = `${milestone} is not in the plan of ${project.code}: ${day} was left out`;
    planned.notes.push({ code: 'notInPlan', column: `${kind}:${milestone}`, text });
    return;
  }
  if (now[kind] === day) return;
  DATES[kind](planned, project, { ...dated, now });
}

type Differs = Dated & { now: MilestoneAssessment };

const DATES: Record<
  RowDate['kind'],
  (planned: PlannedRow, project: SheetProject, differs: Differs) => void
> = {
  planned: (planned, project, differs) => {
    const { date, now, context } = differs;
    const { milestone, day: to } = date;
    if (isOver(planned, differs)) return;
    const act: RowAct = { type: 'requestPlanChange', milestone, from: now.planned ?? null, to };
    const isAsked = context.askedBefore.has(actCommandId(project.code, act, project.revision));
    if (now.planChange?.to === to || isAsked) {
      const text = `a change of ${milestone} to ${to} was asked for before`;
      planned.notes.push({ code: 'askedForChange', column: `planned:${milestone}`, text });
    } else planned.acts.push(act);
  },
  forecast: (planned, _project, differs) => {
    const { date, now } = differs;
    if (isOver(planned, differs)) return;
    // A forecast of the planned day says no more than the plan.
    if (now.forecast === undefined && now.planned === date.day) return;
    planned.acts.push({ type: 'forecast', milestone: date.milestone, date: date.day });
  },
  actual: (planned, _project, { date: { milestone, day }, now }) => {
    if (now.state !== 'reached') {
      planned.acts.push({ type: 'recordMilestone', milestone, date: day });
      return;
    }
    const text = `${milestone} counts as reached on ${now.actual ?? '?'}, not ${day}: correct it at its source`;
    planned.notes.push({ code: 'alreadyReached', column: `actual:${milestone}`, text });
  },
};

// What was reached, by the engine's word or by this row's, is neither planned nor forecast any more.
function isOver(planned: PlannedRow, { date, now, values }: Differs): boolean {
  const { kind, milestone, day } = date;
  const isDoneHere = values.dates.some(
    (other) => other.kind === 'actual' && other.milestone === milestone,
  );
  if (now.state !== 'reached' && now.state !== 'notApplicable' && !isDoneHere) return false;
  const text = `${milestone} is over: the ${kind} day ${day} was left out`;
  planned.notes.push({ code: 'alreadyReached', column: `${kind}:${milestone}`, text });
  return true;
}
