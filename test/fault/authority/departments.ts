import type { Chance } from '../oracle/seeded.ts';
import type { ItemTemplate } from '../../../domain/approval/template.ts';
import { say, type Desk } from './desk.ts';

/** What the departments of an item have said of its design; who says no asks for another. */
export interface Consultation {
  /** Departments that have been asked and have not been heard. */
  waits: Set<string>;
  heard: Set<string>;
  against: Set<string>;
  redesigned: boolean;
}

/** All departments of an item are about to be asked. */
export const consultationOf = ({ departments }: ItemTemplate): Consultation => ({
  waits: new Set(departments),
  heard: new Set(),
  against: new Set(),
  redesigned: false,
});

/** A department answers, or stays silent where the lead may go on without it. */
export function answer(
  desk: Desk,
  consultation: Consultation,
  department: string,
  chance: Chance,
): void {
  consultation.waits.delete(department);
  const isSilent = desk.item.kind !== 'opinion' && chance.isLucky(0.08);
  if (isSilent) return;
  consultation.heard.add(department);
  const isAgainst = desk.item.veto && !consultation.redesigned && chance.isLucky(0.06);
  if (isAgainst) consultation.against.add(department);
  const opinion = isAgainst ? 'disagree' : chance.isLucky(0.1) ? 'conditional' : 'agree';
  say(desk, 'permit.opinion.given.v1', { department, opinion });
}

/** Meets a veto with another design: all who have spoken are asked anew. Gives whether there was one. */
export function redesign(desk: Desk, consultation: Consultation): boolean {
  if (consultation.against.size === 0) return false;
  say(desk, 'permit.application.resubmitted.v1', { round: 1, redesign: true }, { hours: 96 });
  consultation.redesigned = true;
  consultation.waits = consultation.heard;
  consultation.heard = new Set();
  consultation.against.clear();
  return true;
}
