import type {
  AssessedInstruction,
  DependencyAssessment,
  MilestoneAssessment,
  Signal,
} from '../domain/assessment.ts';
import type { DutyKind } from '../domain/approval/assessment.ts';
import type { Caveat } from '../domain/caveat.ts';
import type { Colour, DefinitionRef, Label } from '../domain/definitions.ts';
import type { Post } from '../domain/fact.ts';
import type { KnownFact } from '../domain/grounded-signal.ts';
import type { LABELS } from '../domain/labels.ts';
import type { Language } from '../domain/texts.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { NeedKind } from '../readmodel/needs.ts';
import type { ProjectSort } from '../readmodel/project-order.ts';
import type { SavedView } from '../readmodel/saved-views.ts';
import type { Blocker } from '../readmodel/today.ts';
import type { ApprovalSummary } from './approval-responses.ts';
import type { Page, ProjectDetail, ProjectSummary, TimelineItem } from './responses.ts';

/** How lists of projects are ordered, the code deciding between equals. `pain`: by colour, then the longest in it first; `next`: the earliest next milestone first, those without last. */
export type { ProjectSort };

/** What holds projects up, and a filter that a person keeps under a name (`GET /views?person=&page=`): as the read model gives them. */
export type { Blocker, SavedView };

/** A colour, or `grey` where a project carries none: in the pipeline, paused, completed or terminated. */
export type ShownColour = Colour | 'grey';

/** How many projects there are of each colour; a colour that nobody has is 0. */
export type ColourCounts = Record<ShownColour, number>;

/** The next milestone of a project: the earliest by its due day among those that are not done. */
export interface NextMilestone {
  code: string;
  label: Label;
  /** The approved day, moved by pauses: what colours are computed on. */
  due: Day;
  /** The day on which it is expected by what is known, where that is another. */
  expected: Day | null;
  redLine: boolean;
}

/** A project in the list, on the board and on the timeline: `GET /projects`. */
export interface ProjectListItem extends ProjectSummary {
  deputy: string | null;
  /** 分管领导: the division leader of the project. */
  patron: string | null;
  /** `high`, `normal` or whatever the park's list says. */
  priority: string;
  /** By the park's clock, since when it has this colour; days in it are counted by the page. */
  colourSince: Instant;
  /** Null when nothing with a date is left. */
  next: NextMilestone | null;
  /** Open alerts of it that the reader may see, by severity. */
  alerts: { red: number; yellow: number; blue: number };
  /** Actions that the person who asks may take now; empty without sign-in. */
  actions: string[];
}

/** Part of the list of projects, with how many fit the filter in all. */
export interface ProjectList extends Page<ProjectListItem> {
  total: number;
}

/** Part of the list of approvals, the most urgent first, with how many fit the filter in all. */
export interface ApprovalList extends Page<ApprovalSummary> {
  total: number;
}

/** Page 1, `GET /today?person=&lead=`: `person` is who reads, `lead` narrows all but `needsMe` to the projects of one leader. */
export interface TodayAnswer {
  /** The park's day, Asia/Shanghai. */
  today: Day;
  now: Instant;
  /** Open projects (neither completed nor terminated), paused ones and the pipeline as grey. */
  counts: {
    total: number;
    colours: ColourCounts;
    /** In the order of the phases, `lead` (before signing) first. */
    phases: {
      phase: string;
      total: number;
      colours: ColourCounts;
      /** Those with projects, by code of the furthest milestone, the most projects first. */
      stages: { stage: string; label: Label; total: number; colours: ColourCounts }[];
    }[];
  };
  /** What waits for the person, the earliest due first, at most 20; all of it by `GET /needs`. */
  needsMe: { total: number; items: NeedItem[] };
  /** Milestones due from today to the 14th day after it, by day, then project; at most 200. */
  ahead: { total: number; items: AheadItem[] };
  /** 12 weeks, oldest first; the last is the running one, as of now. */
  trend: WeekColours[];
  /** At most 10, the most project-days at risk first. */
  blockers: Blocker[];
  /** The ten projects with the most pain, for the wall and the meeting. */
  worst: ProjectListItem[];
}

export type { NeedKind };

/** Something that waits for one person: of `alert…` to act on, `planChange` to approve, `confirmation` and `decision` to make, `instruction` and `need` to answer, `workItem` of an approval. */
export interface NeedItem {
  /** Unique in the list, stable while it waits. */
  id: string;
  kind: NeedKind;
  project: string;
  projectName: string;
  /** The alert, milestone, change, instruction or work item. */
  object: string;
  /** What it is in words of the data (a milestone's or item's name, an instruction's text); null: the kind says all. */
  label: Label | null;
  severity: Exclude<Colour, 'green'> | null;
  /** The last day for it. */
  due: Day | null;
  /** Whole working days after today up to and including `due`; 0: today, or late. */
  workingDays: number | null;
  /** By the park's clock, or a day. */
  since: string | null;
  /** Of a work item: round of the approval, its id as `GET /work-items` names it, what kind of work, on which department, document or step, and who has to act. */
  approvalRound: number | null;
  duty: string | null;
  dutyKind: DutyKind | null;
  detail: string | null;
  authority: string | null;
  /** The post's holder in whose stead the reader is asked; null: in the reader's own name or office. */
  insteadOf: string | null;
}

/** A milestone that is due soon. */
export interface AheadItem {
  project: string;
  projectName: string;
  colour: Colour | null;
  /** Of the project's colour. */
  caveat: Caveat | null;
  manager: string | null;
  milestone: string;
  label: Label;
  due: Day;
  /** Whole working days after today up to and including the due day; 0: today. */
  workingDays: number;
  /** Expected by what is known, where that is another day than `due`. */
  expected: Day | null;
  redLine: boolean;
}

/** How many projects had each colour at the end of a week (Sunday 24:00, Asia/Shanghai). */
export interface WeekColours {
  /** Its Monday. */
  week: Day;
  colours: ColourCounts;
}

/** `GET /plan?…filters of /projects, sort, after, limit, from, to`. */
export interface PlanAnswer extends Page<PlanRow> {
  total: number;
  today: Day;
  /** What the rows were narrowed to: the days asked for, else the earliest and latest of the page. */
  from: Day;
  to: Day;
  /** Days off within from and to (weekends and holidays), for shading; days of years without a calendar are weekends only. */
  daysOff: Day[];
  /** Years within, for which no holiday notice is loaded. */
  estimatedYears: number[];
}

/** One project on the wall chart. */
export interface PlanRow {
  code: string;
  name: string;
  manager: string | null;
  phase: string;
  stage: string;
  stageLabel: Label;
  colour: Colour | null;
  caveat: Caveat | null;
  sample: boolean;
  /** By plan; those without any date are left out. */
  milestones: PlanMilestone[];
  /** Other projects that this one waits for. */
  dependencies: PlanDependency[];
  /** Days on which its clock stood still; `to` null: it still does. */
  pauses: { from: Day; to: Day | null }[];
}

/** A milestone with its four dates; each null where nobody gave it. */
export interface PlanMilestone {
  code: string;
  label: Label;
  state: MilestoneAssessment['state'];
  redLine: boolean;
  /** First approved day; never moves. */
  baseline: Day | null;
  /** Approved day now. */
  planned: Day | null;
  /** `planned` moved by pauses: what lateness is counted from. */
  due: Day | null;
  /** What its owner has reported. */
  forecast: Day | null;
  /** Actual, else the later of forecast and what blocks it. */
  expected: Day | null;
  actual: Day | null;
  /** Calendar days after `due`: of the actual day; where that is over, until today or the report that waits for confirmation; else of the expected day. 0 when not late. */
  lateDays: number;
  /** The worst colour of its own signals; green where none speaks; null when done or in a project without colour. */
  colour: Colour | null;
  caveat: Caveat | null;
}

/** An edge between milestones of two projects: `on`/`milestone` must come `lagDays` before our `gates`. */
export interface PlanDependency {
  on: string;
  onName: string | null;
  milestone: string;
  label: Label | null;
  gates: string;
  type: 'blocks' | 'soft';
  lagDays: number;
  needed: Day | null;
  expected: Day | null;
  /** Negative: it comes so many calendar days too late. */
  slackDays: number | null;
  reached: boolean;
}

/** A person as a page names them. */
export interface PagePerson {
  id: string;
  /** The id, where the park does not know the person. */
  name: string;
}

/** All of one project on one page: `GET /projects/:code/page`. The detail, and what else the page needs in one answer. */
export interface ProjectPage extends ProjectDetail {
  today: Day;
  colourSince: Instant;
  /** How large it is, as far as the reader may see it; null where nobody has said so. */
  size: {
    /** As planned on the whole, 10,000 yuan. */
    investment: number | null;
    siteSquareMetres: number | null;
    floorSquareMetres: number | null;
  };
  /** One sentence on why it has its colour, each signal with what would turn it, and contradictions and gaps to settle, in both languages. */
  why: Record<
    Language,
    { headline: string; signals: WhySignal[]; findings: { id: string; text: string }[] }
  >;
  /** Every milestone of its template that has a date or a word, in the template's order. */
  plan: PlanMilestone[];
  posts: { post: Post; person: PagePerson }[];
  /** Everybody named on this page by id. */
  people: PagePerson[];
  /** What it waits for. */
  waitsFor: PlanDependency[];
  /** Who waits for it. */
  waitedForBy: {
    project: string;
    name: string | null;
    colour: Colour | null;
    caveat: Caveat | null;
    milestone: string;
    gates: string;
    type: DependencyAssessment['type'];
  }[];
  /** 批示 and needs for coordination, open ones first, then by due day; also in `assessment.instructions`. */
  instructions: (AssessedInstruction & { ownerName: string; byName: string })[];
  /** Weekly updates and notes of the site, the newest first, at most 10. */
  updates: UpdateLine[];
  /** Rounds of its parallel approval. */
  approvals: {
    round: number;
    phase: string | null;
    colour: Colour | null;
    complete: boolean;
    done: number;
    of: number;
  }[];
  alerts: { red: number; yellow: number; blue: number };
  /** The last 20 lines of its story, the newest first; all by `/projects/:code/timeline`. */
  recent: TimelineItem[];
  /** Actions that the person who asks may take now; empty without sign-in. */
  actions: string[];
}

/** A signal in words. */
export interface WhySignal {
  id: string;
  object: string;
  kind: Signal['kind'];
  colour: Colour;
  /** The inequality with its numbers. */
  text: string;
  /** What would turn it. */
  flips: string[];
}

/** One fact of a project: `GET /projects/:code/fact?source=&id=`. */
export interface FactAnswer extends KnownFact {
  /** The event as it came in, or what a person or the engine said. */
  raw: unknown;
  /** `raw` is null, since the reader may not see all of the project. */
  isHidden: boolean;
}

/** Somebody's word on how a project stands. */
export interface UpdateLine {
  day: Day;
  /** Empty where nobody said more than that nothing has changed. */
  text: string;
  /** 无变化, in one tap. */
  noChange: boolean;
  /** Null: the site's own system said so. */
  by: PagePerson | null;
}

/** Words for what answers call by a code: `GET /labels?lang=zh|en`. A page shows a code that has no word as it is. */
export interface LabelsAnswer {
  language: Language;
  /** Milestones by code, of all lifecycles; `negotiation` is the stage before the first. */
  milestones: Record<string, string>;
  /** Milestones in the order of each lifecycle, by template id. */
  lifecycles: Record<string, { label: string; milestones: string[] }>;
  /** Approval items by template id and item id. */
  items: Record<string, Record<string, string>>;
  policies: Record<string, string>;
  /** What colours mean by the park's policy where it says so, else their plain name. */
  colours: Record<ShownColour, string>;
  /** Words of fixed lists, by list and code, such as `phase.signing`, `caseState.toVerify`, `role.supervision`. */
  terms: Record<TermList, Record<string, string>>;
}

/** Lists of words for what is called by a code. */
export type TermList = keyof typeof LABELS | 'event' | 'deadLetter' | 'cause' | 'notice';

/** `POST /reminders {projects, text?}`: what became of it, by project. */
export interface RemindersAnswer {
  /** Reminded: one message to each manager, who is told within hours and budget. */
  reminded: { project: string; person: string }[];
  left: { project: string; why: 'unknown' | 'closed' | 'noManager' | 'alreadyToday' }[];
}

/** Page 9: `GET /system`. */
export interface SystemAnswer {
  now: Instant;
  parts: PartHealth[];
  /** From the arrival of an event to its being on screen, of the last 10 minutes; null where none came. */
  lag: {
    events: number;
    p50Ms: number | null;
    p95Ms: number | null;
    maxMs: number | null;
    /** Oldest event that waits to be settled, real seconds. */
    oldestWaitingSeconds: number;
    /** How often the stream looks for changes, real milliseconds: added to the figures above. */
    streamPollMs: number;
  };
  stream: { listeners: number };
  counts: { projects: number; openProjects: number; events: number; people: number };
  /** Definitions in force. */
  definitions: (DefinitionRef & {
    kind: 'lifecycle' | 'policy' | 'calendar' | 'approval';
    label: Label;
    /** How many open projects (of approvals: rounds) follow it; null for a calendar. */
    usedBy: number | null;
    /** By the park's clock. */
    since: Instant;
  })[];
  coreVersion: number;
  schemaVersion: string;
}

/** How one part does: `late` works, but behind. */
export interface PartHealth {
  part:
    | 'postgres'
    | 'schema'
    | 'temporal'
    | 'intake'
    | 'settling'
    | 'outbox'
    | 'workflows'
    | 'messages';
  state: 'ok' | 'late' | 'away' | 'unknown';
  /** A code of why, whose words the page has; null where the state says all. */
  detail: string | null;
  /** What is behind: how many. */
  count: number | null;
  /** Real seconds that the oldest is behind. */
  seconds: number | null;
}

/** All that waits for a person: `GET /needs?person=&kind=&after=&limit=`, the earliest due first. */
export interface NeedList extends Page<NeedItem> {
  total: number;
}

/** An event of `GET /stream` named `change`; its id is the cursor of `/changes`, and `Last-Event-ID` resumes after it. */
export type StreamChange = TimelineItem;

/** An event of `GET /stream` named `touched`: projects of which something is new, whether or not a `change` tells of it. */
export interface StreamTouch {
  projects: readonly string[];
}
