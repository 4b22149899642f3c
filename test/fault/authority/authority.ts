import type { ApprovalTemplate, Traits } from '../../../domain/approval/template.ts';
import { fromMillis, startOf, toMillis, type Day } from '../../../domain/time.ts';
import type { ApprovalRequest } from '../../../schemas/approval-requests.ts';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { createChance, type Chance } from '../oracle/seeded.ts';
import { answer, consultationOf, redesign, type Consultation } from './departments.ts';
import { decide, grantLand, review, supply, type Desk } from './desk.ts';
import { appliesTo, metAt, type Book } from './prerequisites.ts';
import { correctionOf, eventOf, type Said } from './said.ts';
import { visitSite } from './site.ts';

/** An event, and whether it may come after later ones. */
export interface Answer {
  event: RawCloudEvent;
  mayBeLate: boolean;
}

/** All offices, suppliers and the site of one project: they act only on what they are asked, the same for the same seed. */
export interface Authority {
  book: Book;
  /** Answers a request to apply for an item. */
  open: (request: ApprovalRequest<'approval.item.opened.v1'>) => Answer[];
  /** Answers a request for an opinion. */
  ask: (request: ApprovalRequest<'approval.opinion.requested.v1'>) => Answer[];
  /** Items that were opened before what they wait for was there, which must never be. */
  early: string[];
  /** Tries that ended without success, by item: so often may it be opened again. */
  failures: Map<string, number>;
  /** Items that the project needs and that are not done yet. */
  left: () => string[];
}

/** The offices of one project under a template, with nothing on their desks yet. */
export function createAuthority(office: Office): Authority {
  const items = new Map(office.template.items.map((item) => [item.id, item]));
  const book: Book = {
    ...{ traits: office.traits, items },
    ...{ done: new Map(), milestones: new Map(), supplies: new Map() },
  };
  const bureau: Bureau = { ...office, book, desks: new Map(), failures: new Map(), sent: 0 };
  const early: string[] = [];
  return {
    ...{ book, early, failures: bureau.failures },
    left: () => [...items.keys()].filter((id) => appliesTo(id, book) && !book.done.has(id)),
    open({ item, attempt, since }) {
      const desk = deskOf(bureau, { item, attempt, since });
      const isReady = appliesTo(item, book) && metAt(desk.item.prereq, book) !== undefined;
      if (!isReady) early.push(item);
      handle(bureau, desk);
      return spoken(bureau, desk);
    },
    ask({ item, attempt, department, since }) {
      const desk = deskOf(bureau, { item, attempt, since });
      hear(bureau, desk, department);
      return spoken(bureau, desk);
    },
  };
}

interface Office {
  code: string;
  traits: Traits;
  template: ApprovalTemplate;
  seed: number;
}

interface Bureau extends Office {
  book: Book;
  desks: Map<string, ConsultingDesk>;
  failures: Map<string, number>;
  sent: number;
}

type ConsultingDesk = Desk & { consultation?: Consultation };

const OFFICE_OPENS_MS = 9 * 3_600_000;

function deskOf(
  bureau: Bureau,
  { item: id, attempt, since }: { item: string; attempt: number; since: Day },
): ConsultingDesk {
  const item = bureau.book.items.get(id);
  if (!item) throw new Error(`Nobody knows an item ${id}`);
  const desk = bureau.desks.get(`${id}/${attempt}`) ?? {
    ...{ item, attempt, chance: chanceOf(bureau, id, attempt), at: 0, said: [] },
    ...(item.departments.length > 0 && { consultation: consultationOf(item) }),
  };
  desk.at = Math.max(desk.at, toMillis(startOf(since)) + OFFICE_OPENS_MS);
  bureau.desks.set(`${id}/${attempt}`, desk);
  return desk;
}

const chanceOf = ({ seed, code }: Bureau, ...parts: (string | number)[]): Chance =>
  createChance(seed, [code.slice(code.lastIndexOf('-')), ...parts].join('/'));

/** Goes as far as the desk can go by itself: to the end, or until departments are asked. */
function handle(bureau: Bureau, desk: ConsultingDesk): void {
  if (desk.item.utility) finish(bureau, desk, supply(desk));
  else if (desk.item.land) {
    grantLand(desk, `P-${bureau.code}`);
    finish(bureau, desk, true);
  } else if (review(desk) === 'over') finish(bureau, desk, false);
  else if (!desk.consultation) finish(bureau, desk, decide(desk));
}

function hear(bureau: Bureau, desk: ConsultingDesk, department: string): void {
  const { item, attempt, consultation } = desk;
  if (!consultation) throw new Error(`${department} was asked about ${item.id}`);
  const nth = consultation.redesigned ? 2 : 1;
  answer(desk, consultation, department, chanceOf(bureau, item.id, attempt, department, nth));
  if (consultation.waits.size > 0 || redesign(desk, consultation)) return;
  finish(bureau, desk, item.kind === 'opinion' || decide(desk));
}

function finish({ book, failures }: Bureau, { item, at }: Desk, isDone: boolean): void {
  if (!isDone) {
    failures.set(item.id, (failures.get(item.id) ?? 0) + 1);
    return;
  }
  book.done.set(item.id, fromMillis(at));
  if (item.utility) book.supplies.set(`${item.utility}.connected`, fromMillis(at));
}

const MISTYPED = 0.03;

/** What was said since the last time, in the envelopes of its sources; the site follows the permits. */
function spoken(bureau: Bureau, desk: Desk): Answer[] {
  const { book, template } = bureau;
  const said = desk.said.splice(0);
  const answers = said.map((one) => envelope(bureau, one, `${desk.item.id}-${desk.attempt}`));
  const mistyped = answers.filter(
    (_, nth) => said[nth]?.data['promisedDays'] !== undefined && desk.chance.isLucky(MISTYPED),
  );
  const corrections = mistyped.map(({ event }) => ({
    event: correctionOf(event),
    mayBeLate: true,
  }));
  const site = visitSite(book, template, chanceOf(bureau, 'site'));
  return [...answers, ...corrections, ...site.map((one) => envelope(bureau, one))];
}

function envelope(bureau: Bureau, said: Said, applicationNo?: string): Answer {
  const { code } = bureau;
  bureau.sent += 1;
  const speaker = {
    projectCode: code,
    source: `/${said.type.split('.')[0] ?? ''}/authority`,
    id: `${code}-${bureau.sent}`,
    ...(applicationNo !== undefined && { applicationNo }),
  };
  return { event: eventOf(said, speaker), mayBeLate: said.mayBeLate };
}
