import type { Fact } from '../domain/fact.ts';
import type { AuditVia } from '../readmodel/audit.ts';
import type { LevelRow } from '../readmodel/levels.ts';
import type { Queryable } from '../readmodel/pool.ts';
import type { Writer } from '../readmodel/gathered-writes.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import type { Rulebook } from './catalogue.ts';
import type { Judged, Ruling, SubjectCommand } from './commands.ts';
import type { SubjectWords } from './decision.ts';
import type { Found } from './reading.ts';
import type { Assessed, Rules, Standing } from './rules.ts';
import type { RuledSession, Session } from './session.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/**
 * How one kind of subject is settled within the frame that all share: what is read beside its facts,
 * its rules, and what follows from its assessment. `D` is its dossier, `A` its assessment, `O` what
 * else it reads.
 */
export interface Kind<D, A extends Assessed, O> {
  /** Sends what only this kind reads, all in the turn of the call, so that it travels with the lock. */
  read: (
    client: Queryable,
    subject: string,
  ) => Promise<{ before: Snapshot<A> | undefined; own: O }>;
  /** The definitions in force; `templateVersion` is that which the subject follows, `moves` lets go of it. */
  catalogueAt: (
    rulebook: Rulebook,
    client: Queryable,
    moment: { generation: number; templateVersion: string | null; moves: boolean },
  ) => Promise<Catalogue>;
  rulesOf: (session: Session) => Rules<D, A>;
  /** Whether a subject without a revision exists only if one of these commands is accepted. */
  beginsByCommand: boolean;
  /** The latch as the facts leave it that were taken. */
  latch: (closed: boolean, dossier: D | undefined) => boolean;
  judge: (
    session: RuledSession<D, A>,
    about: AtIssue<D, O>,
    command: SubjectCommand,
  ) => Promise<Judged>;
  consequences: (session: RuledSession<D, A>, hearing: Hearing<D, A, O>) => Promise<Consequences>;
  /** What the workflow shows of its subject. */
  wordsOf: (after: A, today: string) => SubjectWords;
}

/** What a command is judged by. */
export interface AtIssue<D, O> {
  standing: Standing<D>;
  own: O;
  /** Of the same settle, before this one. */
  accepted: readonly SubjectCommand[];
}

/** What a settle has heard and concluded, before anything of it is written. */
export interface Hearing<D, A extends Assessed, O> {
  found: Found<A, O>;
  /** What waited and is taken now. */
  taken: readonly Fact[];
  ruling: Ruling<D>;
  /** What held by new rules before the news, when both came together. */
  ruled: A | undefined;
  after: A;
  /** A recheck asks: what was promised by older rules goes on by today's. */
  rechecks: boolean;
  /** How its commands have reached us. */
  via: AuditVia;
}

/** What follows from an assessment, compared with what was known before; nothing is written yet. */
export interface Consequences {
  /** Something beside the snapshot is other than before, so the revision rises. */
  isNews: boolean;
  /** What should exist beside the subject, once the revision is this one. */
  levelsAt: (revision: number) => readonly LevelRow[];
  levelsMoved: boolean;
  /** Messages for other systems are among the writes. */
  isTold: boolean;
  /** Subjects that get facts. */
  awakened: readonly string[];
  /** Identifies what dependants have been told of the subject. */
  toldHash: string | null;
  /** Writes by statements of their own, what only some settles have. */
  writeApart: (revision: number) => Promise<void>;
  /** Gathers the rest. */
  write: (writer: Writer, revision: number) => Promise<void>;
}
