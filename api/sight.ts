import type { Holder, Right } from '../domain/rights.ts';
import { may, scopeOf } from '../domain/rights.ts';
import type { AlikeProjects, SeenProjects, SightCase } from '../readmodel/sight.ts';
import { alikeProjects, sightCase } from '../readmodel/sight.ts';
import type { ApiDeps } from './deps.ts';
import { candidatesFor } from './holders.ts';
import type { Identity } from './identity.ts';

/** Parts of a project that not everybody sees who sees the project. */
export const PARTS = {
  compliance: 'seeCompliance',
  money: 'seeMoney',
  agreements: 'seeAgreements',
  remarks: 'seeRemarks',
} as const satisfies Record<string, Right>;
export type Part = keyof typeof PARTS;

/** What somebody sees of the park; null for a part: wherever the project is seen. */
export interface Sight extends SeenProjects {
  parts: Readonly<Record<Part, readonly string[] | null>>;
  /** Who the caller is or stands in for: alerts handed over to them are shown. */
  handedTo: readonly string[];
}

const ALL_PARTS = { compliance: null, money: null, agreements: null, remarks: null };

/** For whoever may see all, and where nobody signs in. */
const EVERYTHING: Sight = { only: null, except: [], parts: ALL_PARTS, handedTo: [] };

/** For a wall that anybody may look at: of what is seen, no part that is not everybody's. */
export const NO_PART: Sight = {
  ...EVERYTHING,
  parts: { compliance: [], money: [], agreements: [], remarks: [] },
};

/** Whether a project is seen. */
export const sees = ({ only, except }: SeenProjects, code: string): boolean =>
  (only === null || only.includes(code)) && !except.includes(code);

/** Whose lists of projects somebody sees: whoever does not see every project sees no list of others, which may name any. */
export const whoseImports = ({ only, except, handedTo }: Sight): readonly string[] | null =>
  only === null && except.length === 0 ? null : handedTo;

/** Whether such a part of a project is seen, if the project is. */
export const seesPart = ({ parts }: Sight, part: Part, code: string): boolean =>
  parts[part]?.includes(code) ?? true;

type SightDeps = Pick<ApiDeps, 'pool' | 'clockOffsetMs'>;

/** What a caller sees of all projects: what lists are narrowed to. */
export async function sightOf(deps: SightDeps, identity: Identity | null): Promise<Sight> {
  if (isTrusted(identity)) return EVERYTHING;
  const holders = await holdersOf(deps, identity);
  if (SEEING.every((right) => seesAll(holders, right))) return EVERYTHING;
  const found = await alikeProjects(deps.pool, {
    people: holders.map(({ person }) => person),
    departments: holders.flatMap(({ departments }) => departments),
    projects: holders.flatMap(({ projects }) => projects),
  });
  return sightAmong(holders, found);
}

/** What a caller sees of one project; `undefined` where the project itself is not seen. */
export async function sightOfProject(
  deps: SightDeps,
  identity: Identity | null,
  code: string,
): Promise<Sight | undefined> {
  if (isTrusted(identity)) return EVERYTHING;
  const about = await sightCase(deps.pool, code, identity.person);
  const sight = about && sightOfCase(await holdersOf(deps, identity), about);
  return sight && sees(sight, code) ? sight : undefined;
}

/** Who may do and see whatever the API offers: nobody signs in, or a program that names its actors itself. */
export const isTrusted = (identity: Identity | null): identity is null =>
  identity === null || identity.mayActFor;

const holdersOf = async (deps: SightDeps, identity: Identity): Promise<Holder[]> =>
  (await candidatesFor(deps, identity)).map(({ holder }) => holder);

const SEEING = ['seeProjects', 'seePipeline', ...Object.values(PARTS)] as const;

const seesAll = (holders: readonly Holder[], right: Right): boolean =>
  holders.some(({ roles }) => roles.some((role) => scopeOf(role, right) === 'all'));

/** What these people together see of one project. */
export const sightOfCase = (holders: readonly Holder[], about: SightCase): Sight =>
  sightAmong(holders, [{ ...about, codes: [about.code] }]);

/** What these people together see of projects that were looked up. */
function sightAmong(holders: readonly Holder[], found: readonly AlikeProjects[]): Sight {
  const has = (right: Right, { code, ...about }: AlikeProjects) =>
    holders.some((holder) => may(holder, right, { ...about, code: code ?? '' }));
  const isSeen = (about: AlikeProjects) =>
    (about.handed || has('seeProjects', about)) && (!about.pipeline || has('seePipeline', about));
  const codesWith = (condition: (about: AlikeProjects) => boolean) =>
    found.filter(condition).flatMap(({ codes }) => codes);
  const partFor = (right: Right) =>
    seesAll(holders, right) ? null : codesWith((about) => has(right, about));
  return {
    only: seesAll(holders, 'seeProjects') ? null : codesWith(isSeen),
    except: codesWith((about) => !isSeen(about)),
    parts: {
      compliance: partFor(PARTS.compliance),
      money: partFor(PARTS.money),
      agreements: partFor(PARTS.agreements),
      remarks: partFor(PARTS.remarks),
    },
    handedTo: holders.map(({ person }) => person),
  };
}
