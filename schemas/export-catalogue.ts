import type { LifecycleTemplate } from '../domain/definitions.ts';
import { FAMILIES, type Family } from '../domain/matter.ts';
import { DEAD_LETTER_REASONS, deadLetterTexts } from './dead-letter.ts';
import { TOPIC_OF, TYPE_PREFIX } from './event.ts';
import { fieldTable, markdownTable } from './export-field-table.ts';
import {
  alertCommon,
  alertSections,
  outgoingCommon,
  outgoingSections,
  requestCommon,
  requestSections,
} from './export-outgoing.ts';
import {
  catalogueEntries,
  commonSchema,
  envelopeSchema,
  schemaFileOf,
  type CatalogueEntry,
} from './export-json-schemas.ts';

/**
 * Writes the generated parts of docs/events.md into it, between the marks
 * `<!-- generated: name -->` and `<!-- end -->`; throws for a name that it does not know.
 */
export function fillCatalogue(page: string, lifecycles: Iterable<LifecycleTemplate>): string {
  const parts: Record<string, string> = {
    attributes: fieldTable(envelopeSchema()),
    common: fieldTable(commonSchema()),
    events: eventSections([...lifecycles]),
    'dead letters': deadLetterTable(),
    'outgoing common': outgoingCommon(),
    outgoing: outgoingSections(),
    'request common': requestCommon(),
    requests: requestSections(),
    'alert common': alertCommon(),
    alerts: alertSections(),
  };
  return page.replace(MARKED, (_all, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`Nothing generates "${name}" of docs/events.md`);
    return `<!-- generated: ${name} -->\n\n${part}\n\n<!-- end -->`;
  });
}

const MARKED = /<!-- generated: ([a-z ]+) -->.*?<!-- end -->/gs;

const FAMILY_TITLES: Record<Family, string> = {
  permit: 'Permits 审批',
  utility: 'Utilities 报装',
  site: 'Site 现场',
  land: 'Land 土地',
};
const KEPT_ONLY = 'Kept in the fact log; it moves no milestone.';
const COMMON = new Set(Object.keys(commonSchema().properties ?? {}));

function eventSections(lifecycles: LifecycleTemplate[]): string {
  const entries = catalogueEntries();
  const isAbout = (start: string) => entries.filter(({ type }) => type.startsWith(start));
  const section = (entry: CatalogueEntry) => eventSection(entry, lifecycles);
  const families = FAMILIES.flatMap((family) => [
    `### ${FAMILY_TITLES[family]}`,
    `Topic \`${TOPIC_OF(`${TYPE_PREFIX}${family}.`) ?? ''}\`.`,
    ...isAbout(`${family}.`).map(section),
  ]);
  const anyFamily = [
    '### Of any family',
    'On the topic of its family.',
    ...isAbout('….').map(section),
  ];
  return [...families, ...anyFamily].join('\n\n');
}

function eventSection(
  { type, note, schema }: CatalogueEntry,
  lifecycles: LifecycleTemplate[],
): string {
  const own = Object.entries(schema.properties ?? {}).filter(([name]) => !COMMON.has(name));
  const proved = milestonesOf(type, lifecycles);
  return [
    `#### \`${type}\` ${note.zh}`,
    `**${note.en}.** ${note.sent} ${note.effect ?? KEPT_ONLY}`,
    ...(proved.length > 0 ? [`Milestones:\n\n${proved.join('\n')}`] : []),
    own.length > 0 ? fieldTable({ ...schema, properties: Object.fromEntries(own) }) : '',
    `Example of \`data\`, [JSON Schema](schemas/${schemaFileOf(type)}):`,
    `\`\`\`json\n${JSON.stringify(schema.examples?.[0])}\n\`\`\``,
  ].join('\n\n');
}

/** Which milestones of any lifecycle such an event proves, a line for each. */
function milestonesOf(type: string, lifecycles: LifecycleTemplate[]): string[] {
  const conditions = new Map<string, Set<string>>();
  for (const { code, reachedBy } of lifecycles.flatMap(({ milestones }) => milestones)) {
    for (const { event, where = {}, level } of reachedBy) {
      if (event !== type) continue;
      const milestone = `- \`${code}\`, as ${level}`;
      const condition = Object.entries(where).map(([field, value]) => `\`${field}\` ${value}`);
      const known = conditions.get(milestone) ?? new Set();
      conditions.set(milestone, known.add(condition.join(' and ')));
    }
  }
  return [...conditions].map(([milestone, known]) => {
    const list = [...known].filter(Boolean).join(' or ');
    return list ? `${milestone}, by ${list}` : milestone;
  });
}

const deadLetterTable = (): string =>
  markdownTable(
    ['reason', 'meaning'],
    DEAD_LETTER_REASONS.map((reason) => [`\`${reason}\``, deadLetterTexts[reason]]),
  );
