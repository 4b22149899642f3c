import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApprovalContent } from '../../schemas/approval-template.ts';
import type { PolicyContent } from '../../schemas/colour-policy.ts';
import type { DefinitionFault } from '../../schemas/definition-files.ts';
import { DefinitionsError, loadDefinitions, type Catalogue } from '../../schemas/definitions.ts';
import type { LifecycleContent } from '../../schemas/lifecycle-template.ts';
import type { CalendarContent } from '../../schemas/working-calendar.ts';

const SHIPPED = new URL('../../definitions/', import.meta.url);

/** What loading says of a copy of the shipped definitions in which some files hold other text; none if it loads. */
export function faultsWith(files: Record<string, string>): readonly DefinitionFault[] {
  try {
    loadWith(files);
    return [];
  } catch (error) {
    if (error instanceof DefinitionsError) return error.faults;
    throw error;
  }
}

/** Loads a copy of the shipped definitions in which some files hold other text. */
export function loadWith(files: Record<string, string>): Catalogue {
  const directory = mkdtempSync(join(tmpdir(), 'kaigong-definitions-'));
  try {
    cpSync(SHIPPED, directory, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
    return loadDefinitions(pathToFileURL(`${directory}/`));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface ContentOf {
  approvals: ApprovalContent;
  lifecycles: LifecycleContent;
  policies: PolicyContent;
  calendars: CalendarContent;
}

/** The text of a shipped file after `change`. */
export function altered<K extends keyof ContentOf>(
  file: `${K}/${string}`,
  change: (content: ContentOf[K]) => void,
): string {
  // Shipped files are valid: another test loads them.
  const content = JSON.parse(readFileSync(new URL(file, SHIPPED), 'utf8')) as ContentOf[K];
  change(content);
  return JSON.stringify(content);
}
