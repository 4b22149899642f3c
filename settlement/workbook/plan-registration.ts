import type { LifecycleTemplate } from '../../domain/definitions.ts';
import type { PlannedMilestone } from '../../domain/fact.ts';
import { planFromTemplate } from '../../domain/plan.ts';
import { present } from '../../domain/present.ts';
import {
  completeRegistration,
  registrationFaults,
  RegistrationRequest,
} from '../../schemas/registration.ts';
import { plainHeading } from '../../schemas/workbook/plain-heading.ts';
import type { ProjectRowValues, RowFault } from '../../schemas/workbook/project-row.ts';
import type { RowContext } from './known-project.ts';
import type { PlannedRow } from './plan-row.ts';

const USUAL_TEMPLATE = 'greenfield';
const NO_INVESTOR = '待补';

/** Adds what registers a project that is not known yet: its registration, and the forecasts of its plan. */
export function planRegistration(
  planned: PlannedRow,
  code: string,
  values: ProjectRowValues,
  context: RowContext,
): void {
  const template = templateOf(planned, values, context);
  if (!template || values.name === undefined) {
    planned.faults.push(template ? LACKS_NAME : noTemplate(values, context));
    return;
  }
  const plan = planOf(planned, values, template);
  if (!plan) {
    planned.faults.push(NO_DATES);
    return;
  }
  const { name, kind = template.id, priority } = values;
  const parsed = RegistrationRequest.safeParse({
    ...{ code, name, investor: investorOf(planned, values), kind, template: template.id },
    ...{ ...plan, ...present({ priority }), ...peopleOf(values, context) },
    ...investmentOf(values),
  });
  const faults = parsed.success
    ? registrationFaults(completeRegistration(parsed.data, template), template)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  planned.faults.push(...faults.map(({ path, message }) => refused(path, message)));
  if (!parsed.success || faults.length > 0) return;
  planned.acts.push({ type: 'register', registration: parsed.data });
  planForecasts(planned, values, plan.milestones);
}

const fault = (code: RowFault['code'], message: string): RowFault => ({
  ...{ code, column: '', field: null, found: '', message },
});
const refused = (path: string, message: string) => fault('refused', `${path}: ${message}`);
const LACKS_NAME = fault('noName', 'expected a name for a project that is not registered');
const NO_DATES = fault('noDates', 'expected at least the day of signing, planned or actual');

const noTemplate = ({ template = '' }: ProjectRowValues, { lifecycles }: RowContext): RowFault => ({
  ...{ code: 'noTemplate', column: '', field: 'template', found: template },
  message: `expected one of ${[...lifecycles.keys()].join(', ')}`,
});

function templateOf(
  planned: PlannedRow,
  { template, kind }: ProjectRowValues,
  { lifecycles }: RowContext,
): LifecycleTemplate | undefined {
  const all = [...lifecycles.values()];
  if (template !== undefined) return all.find((one) => isNamed(one, template));
  const byKind = kind === undefined ? undefined : all.find((one) => isAbout(one, kind));
  if (byKind) return byKind;
  planned.guesses.push({
    ...{ field: 'template', column: '', found: kind ?? '', value: USUAL_TEMPLATE },
    because: 'noTemplate',
    choices: all.map(({ id, label }) => ({ value: id, label: label.zh })),
  });
  return lifecycles.get(USUAL_TEMPLATE);
}

const isNamed = ({ id, label }: LifecycleTemplate, name: string): boolean =>
  id === name || plainHeading(label.zh) === plainHeading(name);

const isAbout = (template: LifecycleTemplate, kind: string): boolean =>
  isNamed(template, kind) ||
  plainHeading(template.label.zh).replace(/项目$/u, '') ===
    plainHeading(kind).replace(/项目$/u, '');

function investorOf(planned: PlannedRow, { investor }: ProjectRowValues): string {
  if (investor !== undefined) return investor;
  planned.guesses.push({
    ...{ field: 'investor', column: '', found: '', value: NO_INVESTOR, because: 'noInvestor' },
  });
  return NO_INVESTOR;
}

// A list with nothing but the signing gets the template's plan.
function planOf(planned: PlannedRow, { dates }: ProjectRowValues, template: LifecycleTemplate) {
  const dayOf = (kind: 'planned' | 'actual', code: string) =>
    dates.find((date) => date.kind === kind && date.milestone === code)?.day;
  const milestones = template.milestones.flatMap(({ code, redLine }): PlannedMilestone[] => {
    const actual = dayOf('actual', code);
    const day = dayOf('planned', code) ?? actual;
    if (day === undefined) return [];
    return [{ code, planned: day, ...(redLine && { redLine }), ...(actual && { actual }) }];
  });
  noteForeign(planned, dates, template);
  const [only, another] = milestones;
  if (!only) return undefined;
  if (another || only.code !== template.phases.signing) return { milestones };
  const text = `the plan is that of template ${template.id}, from the signing on`;
  planned.notes.push({ code: 'planFromTemplate', column: '', text });
  const derived = planFromTemplate(template, only.planned);
  return { milestones: derived.map((line) => (line.code === only.code ? only : line)) };
}

function noteForeign(
  planned: PlannedRow,
  dates: ProjectRowValues['dates'],
  { id, milestones }: LifecycleTemplate,
): void {
  const own = new Set(milestones.map(({ code }) => code));
  for (const { kind, milestone, day } of dates.filter((date) => !own.has(date.milestone))) {
    const text = `template ${id} has no ${milestone}: ${day} was left out`;
    planned.notes.push({ code: 'notInPlan', column: `${kind}:${milestone}`, text });
  }
}

function planForecasts(
  planned: PlannedRow,
  { dates }: ProjectRowValues,
  plan: readonly PlannedMilestone[],
): void {
  for (const { kind, milestone, day } of dates) {
    const line = plan.find(({ code }) => code === milestone);
    if (kind !== 'forecast' || !line || line.actual !== undefined || line.planned === day) continue;
    planned.acts.push({ type: 'forecast', milestone, date: day });
  }
}

function peopleOf({ manager, deputy, patron }: ProjectRowValues, { people }: RowContext) {
  const named = Object.entries({ manager, deputy, patron }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(named.map(([post, name]) => [post, people.get(name) ?? name]));
}

function investmentOf({ totalInvestment: total, yearInvestment }: ProjectRowValues) {
  if (total === undefined || total <= 0) return {};
  const byYear = Object.keys(yearInvestment).length > 0 ? { byYear: yearInvestment } : {};
  return { investment: { total, ...byYear } };
}
