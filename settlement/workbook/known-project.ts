import type { LifecycleTemplate } from '../../domain/definitions.ts';
import type { Day } from '../../domain/time.ts';
import type { SheetProject } from '../../readmodel/sheet-projects.ts';
import type { NameIndex } from './similar-names.ts';

/** What rows are compared with. */
export interface RowContext {
  /** Registered projects that the rows may speak of, by code. */
  projects: ReadonlyMap<string, SheetProject>;
  names: NameIndex;
  lifecycles: ReadonlyMap<string, LifecycleTemplate>;
  /** Ids of people by id, and by name where only one has it. */
  people: ReadonlyMap<string, string>;
  /** Command ids that were answered before, among those of plan changes. */
  askedBefore: ReadonlySet<string>;
  /** A code that no project and no row has. */
  proposeCode: (row: number) => string;
  today: Day;
}
