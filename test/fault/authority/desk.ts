import type { ItemTemplate } from '../../../domain/approval/template.ts';
import { dayOf, fromMillis } from '../../../domain/time.ts';
import type { Chance } from '../oracle/seeded.ts';
import type { Said } from './said.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One try of an item on somebody's desk. Its clock only goes on. */
export interface Desk {
  item: ItemTemplate;
  attempt: number;
  chance: Chance;
  /** When the last step happened, milliseconds since 1970. */
  at: number;
  said: Said[];
}

/** Says something some hours after the last. */
export function say(
  desk: Desk,
  type: Said['type'],
  data: Record<string, unknown> = {},
  { mayBeLate = false, hours = 20 } = {},
): void {
  desk.at += desk.chance.int(1, hours) * HOUR;
  const itemCode = type.startsWith('permit.') ? { itemCode: desk.item.id } : {};
  desk.said.push({ type, at: desk.at, data: { ...itemCode, ...data }, mayBeLate });
}

/** From the application to where somebody has to decide; `over` where the try ends before. */
export function review(desk: Desk): 'under review' | 'over' {
  if (takeIn(desk) === 'turned down') return 'over';
  interrupt(desk);
  if (!failsFirst(desk, 0.03)) return 'under review';
  say(desk, 'permit.application.withdrawn.v1', { by: 'applicant', reason: '建设规模调整' });
  return 'over';
}

function takeIn(desk: Desk): 'taken in' | 'turned down' {
  const { chance } = desk;
  // The window says nothing: its acceptance is presumed.
  const isSilent = chance.isLucky(0.08);
  if (isSilent || chance.isLucky(0.9)) say(desk, 'permit.application.submitted.v1', {}, LATE);
  if (chance.isLucky(0.15)) correct(desk, 1);
  if (failsFirst(desk, 0.04)) {
    say(desk, 'permit.application.not_accepted.v1', { reasonCode: 'OUT_OF_SCOPE' });
    return 'turned down';
  }
  if (!isSilent) {
    const promisedDays = chance.int(1, 20);
    say(desk, 'permit.application.accepted.v1', { promisedDays }, LATE);
  }
  return 'taken in';
}

// A second try is a good one, so that each approval ends.
const failsFirst = ({ attempt, chance }: Desk, share: number): boolean =>
  attempt === 1 && chance.isLucky(share);

/** What may stop or lengthen a review. */
function interrupt(desk: Desk): void {
  const { chance } = desk;
  if (chance.isLucky(0.25)) suspend(desk);
  if (chance.isLucky(0.12)) correct(desk, 2);
  if (chance.isLucky(0.05)) say(desk, 'permit.limit.extended.v1', { extraDays: 5 }, LATE);
}

/** Decides; whether it ends well. */
export function decide(desk: Desk): boolean {
  const { chance, item } = desk;
  if (failsFirst(desk, 0.04)) {
    say(desk, 'permit.decision.made.v1', { decision: 'rejected' });
    return false;
  }
  const isCertified = item.certificate !== undefined && chance.isLucky(0.8);
  // Some certify without a word on the decision.
  if (!isCertified || chance.isLucky(0.9)) {
    const decision = chance.isLucky(0.1) ? 'conditional' : 'approved';
    say(desk, 'permit.decision.made.v1', { decision }, { hours: 40 });
  }
  if (isCertified) certify(desk, item.certificate ?? '');
  return true;
}

/** All steps of a supply; whether it ends well. */
export function supply(desk: Desk): boolean {
  const { item, chance } = desk;
  const { utility = 'power' } = item;
  const [accepted, ...steps] = item.stepLimits?.proposalIssued ? LONG : SHORT;
  say(desk, `utility.application.${accepted}.v1`, { utility }, LATE);
  if (failsFirst(desk, 0.05)) {
    say(desk, 'utility.application.cancelled.v1', { utility, reason: '容量调整' });
    return false;
  }
  if (chance.isLucky(0.2)) {
    say(desk, 'utility.application.suspended.v1', { utility, reason: 'CUSTOMER_WORKS' }, LATE);
    say(desk, 'utility.application.resumed.v1', { utility }, LATE);
  }
  for (const step of steps) say(desk, `utility.application.${step}.v1`, { utility }, whenOf(step));
  return true;
}

const whenOf = (step: string) => (step === 'connected' ? {} : LATE);

/** The land contract proves the item by itself. */
export function grantLand(desk: Desk, parcelNo: string): void {
  desk.at += desk.chance.int(20, 30) * DAY;
  say(desk, 'land.contract.signed.v1', { parcelNo });
}

const LATE = { mayBeLate: true };
const SHORT = ['accepted', 'surveyed', 'connected'] as const;
const LONG = [
  'accepted',
  'surveyed',
  'proposal_issued',
  'proposal_confirmed',
  'works_started',
  'works_completed',
  'inspected',
  'connected',
] as const;

function correct(desk: Desk, round: number): void {
  const documents = [{ name: '申请表', reason: '缺少签章' }];
  say(desk, 'permit.application.correction_requested.v1', { round, documents }, LATE);
  say(desk, 'permit.application.resubmitted.v1', { round }, { ...LATE, hours: 96 });
}

/** One stop, or two that overlap. */
function suspend(desk: Desk): void {
  const { chance, item } = desk;
  const reasons = item.mayStopFor.filter((reason) => reason !== 'CORRECTION');
  const ids = chance.isLucky(0.4) ? ['ZT-1', 'ZT-2'] : ['ZT-1'];
  if (reasons.length === 0) return;
  for (const suspensionId of ids) {
    const reasonCode = chance.pick(reasons);
    say(desk, 'permit.clock.suspended.v1', { suspensionId, reasonCode }, LATE);
  }
  for (const suspensionId of chance.shuffled(ids)) {
    say(desk, 'permit.clock.resumed.v1', { suspensionId }, { ...LATE, hours: 150 });
  }
}

function certify(desk: Desk, certType: string): void {
  const issuedOn = dayOf(fromMillis(desk.at + HOUR));
  const certNo = `${desk.item.id}-${desk.attempt}`;
  say(desk, 'permit.certificate.issued.v1', { certType, certNo, issuedOn }, { hours: 1 });
}
