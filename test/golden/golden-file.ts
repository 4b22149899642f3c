import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { assess } from '../../domain/assess.ts';
import type { ApprovalTemplate } from '../../domain/approval/template.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { ColourPolicy, LifecycleTemplate, WorkingCalendar } from '../../domain/definitions.ts';
import type { Fact } from '../../domain/fact.ts';
import { fold } from '../../domain/fold.ts';
import { endOf, isDay } from '../../domain/time.ts';
import type { Sight } from './story.ts';

/** A story with what a core said of it. */
export interface GoldenFile {
  coreVersion: number;
  facts: Fact[];
  sights: (Sight & { assessment: Assessment })[];
}

/** The definitions under which all stories were recorded: a changed template is no changed core. */
export interface GoldenDefinitions {
  policy: ColourPolicy;
  calendar: WorkingCalendar;
  templates: Record<string, LifecycleTemplate>;
  /** By id of the approval template. */
  approvals: Record<string, ApprovalTemplate>;
}

export const ASSESSMENTS = new URL('assessments/', import.meta.url);
export const DEFINITIONS = new URL('definitions.json', ASSESSMENTS);

export const readDefinitions = (): GoldenDefinitions =>
  // `as`: written by the recorder, out of validated definitions.
  JSON.parse(readFileSync(DEFINITIONS, 'utf8')) as GoldenDefinitions;

/** Every recorded story, by name. */
export function readGolden(): Map<string, GoldenFile> {
  const names = readdirSync(ASSESSMENTS).filter((name) => name !== 'definitions.json');
  return new Map(
    names.sort().map((name) => {
      const text = readFileSync(new URL(name, ASSESSMENTS), 'utf8');
      // `as`: written by the recorder.
      return [name.replace('.json', ''), JSON.parse(text) as GoldenFile];
    }),
  );
}

export function writeGolden(name: string, file: GoldenFile): void {
  const text = JSON.stringify(file, undefined, 1);
  writeFileSync(new URL(`${name}.json`, ASSESSMENTS), `${text}\n`);
}

/** What the core of this build says of a story. */
export function assessSight(
  facts: readonly Fact[],
  { now, asOf, knownAt, closed = false }: Sight,
  { policy, calendar, templates, approvals }: GoldenDefinitions,
): Assessment {
  const dossier = fold(facts, {
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt }),
  });
  const id = dossier.registration?.template ?? '';
  const template = templates[id];
  if (!template) throw new Error(`No template ${id} among the recorded definitions`);
  const approval = approvals[template.approval ?? ''];
  const definitions = { template, policy, calendar, ...(approval && { approval }) };
  const instant = isDay(now) ? endOf(now) : now;
  return assess(dossier, definitions, instant, { closed });
}
