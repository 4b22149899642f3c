import type { ApprovalTemplate } from '../../../domain/approval/template.ts';
import { dayOf, fromMillis } from '../../../domain/time.ts';
import type { Chance } from '../oracle/seeded.ts';
import { metAt, type Book } from './prerequisites.ts';
import type { Said } from './said.ts';

const DAY = 86_400_000;

/** What the site brings about as soon as the permits for it are there: it begins, builds and starts up. */
export function visitSite(book: Book, template: ApprovalTemplate, chance: Chance): Said[] {
  return [
    ...reach('groundbreaking', book, afterGate('groundbreaking', book, template), chance, 10),
    ...reach('worksCompleted', book, afterMilestone('groundbreaking', book), chance, 200),
    ...reach('trialProduction', book, startUp(book, template), chance, 10),
    ...reach('production', book, afterMilestone('trialProduction', book), chance, 30),
  ];
}

function reach(
  code: string,
  { milestones }: Book,
  from: number | undefined,
  chance: Chance,
  days: number,
): Said[] {
  if (from === undefined || milestones.has(code)) return [];
  const at = from + chance.int(1, days) * DAY;
  milestones.set(code, fromMillis(at));
  const date = dayOf(fromMillis(at));
  const data = { milestoneCode: code, date, reporterRole: 'team' };
  return [{ type: 'site.milestone.reported.v1', at, data, mayBeLate: false }];
}

/** When the gate of a milestone opened by what the book says. */
export function afterGate(
  milestone: string,
  book: Book,
  { gates }: ApprovalTemplate,
): number | undefined {
  const gate = gates.find((one) => one.milestone === milestone);
  return metAt({ all: gate?.hard ?? [] }, book);
}

const afterMilestone = (milestone: string, book: Book) => metAt({ milestone }, book);

function startUp(book: Book, template: ApprovalTemplate): number | undefined {
  const built = afterMilestone('worksCompleted', book);
  const allowed = afterGate('trialProduction', book, template);
  return built === undefined || allowed === undefined ? undefined : Math.max(built, allowed);
}
