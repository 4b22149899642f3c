import { readFileSync } from 'node:fs';
import { edges } from '../../domain/edges.ts';
import { explain } from '../../domain/explain.ts';
import { assessPortfolio } from '../../domain/portfolio.ts';
import { addDays } from '../../domain/time.ts';
import { definitionsFor } from '../../schemas/definitions.ts';
import { parsePortfolio } from '../../schemas/portfolio.ts';
import { assessAt, catalogue } from './a-project.ts';
import { starryRiverHistory } from './starry-river.ts';

// Run as a program under several time zones; whatever depends on the zone of the host shows.
const path = new URL('../../definitions/sample-park/portfolio.json', import.meta.url);
const { asOf, entries } = parsePortfolio(JSON.parse(readFileSync(path, 'utf8')));
const park = assessPortfolio(
  entries.map(({ registration }) => registration),
  ({ template }) => definitionsFor(catalogue, { template }),
  asOf,
);
const story = Array.from({ length: 20 }, (_, nth) => {
  const day = addDays('2024-08-20', nth * 37);
  const assessment = assessAt(starryRiverHistory, day);
  return [assessment, explain(assessment, day, 'zh'), edges(undefined, assessment)];
});
process.stdout.write(JSON.stringify({ park, story }));
