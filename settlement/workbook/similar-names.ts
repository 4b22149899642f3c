/** A project as lists name it. */
export interface NamedProject {
  code: string;
  name: string;
}

/** Finds projects by names that are written as people write them. */
export interface NameIndex {
  /** The project of exactly this name, blanks and brackets apart; `undefined` where several have it. */
  exact: (name: string) => NamedProject | undefined;
  /** Those of a similar name, the most similar first, at most five. */
  similar: (name: string) => (NamedProject & { likeness: number })[];
}

const LEAST_LIKENESS = 0.6;
const MOST = 5;

/** An index of names by their pairs of characters; Dice's coefficient says how alike two are. */
export function indexNames(projects: readonly NamedProject[]): NameIndex {
  const byName = new Map<string, NamedProject[]>();
  const byPair = new Map<string, number[]>();
  const sizes = projects.map(({ name }, at) => {
    const plain = plainName(name);
    byName.set(plain, [...(byName.get(plain) ?? []), projects[at] ?? { code: '', name }]);
    const pairs = pairsOf(plain);
    for (const pair of pairs) {
      const places = byPair.get(pair);
      if (places) places.push(at);
      else byPair.set(pair, [at]);
    }
    return pairs.size;
  });
  const similar = (name: string) => {
    const pairs = pairsOf(plainName(name));
    const shared = new Map<number, number>();
    for (const pair of pairs) {
      for (const at of byPair.get(pair) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    return [...shared]
      .flatMap(([at, count]) => {
        const likeness = (2 * count) / (pairs.size + (sizes[at] ?? 0));
        const project = projects[at];
        return project && likeness >= LEAST_LIKENESS ? [{ ...project, likeness }] : [];
      })
      .sort((a, b) => b.likeness - a.likeness || (a.code < b.code ? -1 : 1))
      .slice(0, MOST);
  };
  // Each row asks several times, and among thousands of projects it takes a while.
  const known = new Map<string, ReturnType<NameIndex['similar']>>();
  return {
    exact: (name) => {
      const [one, another] = byName.get(plainName(name)) ?? [];
      return another ? undefined : one;
    },
    similar: (name) => {
      const found = known.get(name) ?? similar(name);
      known.set(name, found);
      return found;
    },
  };
}

// Brackets, strokes and the word 项目 at the end come and go.
const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()[\]【】《》“”"'·\-—_,，。.]+/gu, '')
    .replace(/(?<=.{2})(?:建设)?项目$/u, '');

function pairsOf(text: string): Set<string> {
  const signs = Array.from(text);
  if (signs.length === 1) return new Set(signs);
  return new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`));
}
