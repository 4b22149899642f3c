/**
 * Records what this core says of the stories: `npm run golden:record`. Refuses to write another
 * outcome under the same CORE_VERSION; a raised one replaces all files, by today's definitions.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { CORE_VERSION } from '../../domain/assessment.ts';
import { definitionsFor, loadDefinitions } from '../../schemas/definitions.ts';
import {
  assessSight,
  ASSESSMENTS,
  DEFINITIONS,
  readDefinitions,
  readGolden,
  writeGolden,
  type GoldenDefinitions,
} from './golden-file.ts';
import { goldenFault } from './golden-fault.ts';
import { STORIES } from './stories.ts';

mkdirSync(ASSESSMENTS, { recursive: true });
const recorded = readGolden();
const isNewVersion = [...recorded.values()].some(({ coreVersion }) => coreVersion !== CORE_VERSION);
if (isNewVersion) {
  rmSync(ASSESSMENTS, { recursive: true });
  mkdirSync(ASSESSMENTS);
}
if (!existsSync(DEFINITIONS)) writeFileSync(DEFINITIONS, `${JSON.stringify(shipped())}\n`);

const definitions = readDefinitions();
const say = (facts: Parameters<typeof assessSight>[0], sight: Parameters<typeof assessSight>[1]) =>
  assessSight(facts, sight, definitions);
const faults = isNewVersion
  ? []
  : [...recorded].flatMap(
      ([name, file]) => goldenFault(name, file, { coreVersion: CORE_VERSION, say }) ?? [],
    );
if (faults.length > 0) throw new Error(faults.join('\n'));

for (const { name, facts, sights } of STORIES) {
  const said = sights.map((sight) => ({ ...sight, assessment: say(facts, sight) }));
  writeGolden(name, { coreVersion: CORE_VERSION, facts, sights: said });
}

function shipped(): GoldenDefinitions {
  const catalogue = loadDefinitions();
  const ids = STORIES.flatMap(({ facts }) =>
    facts.flatMap((fact) =>
      fact.type === 'command.register.v1' ? [fact.data.registration.template] : [],
    ),
  );
  const templates = [...new Set(ids)].map((template) => definitionsFor(catalogue, { template }));
  const [first] = templates;
  if (!first) throw new Error('No story registers a project');
  return {
    policy: first.policy,
    calendar: first.calendar,
    templates: Object.fromEntries(templates.map(({ template }) => [template.id, template])),
    approvals: Object.fromEntries(
      templates.flatMap(({ approval }) => (approval ? [[approval.id, approval]] : [])),
    ),
  };
}
