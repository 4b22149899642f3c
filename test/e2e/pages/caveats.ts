import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectSummary } from '../../../api/responses.ts';
import type { Fact } from '../../../domain/fact.ts';
import { tellAll } from '../../../readmodel/silences.ts';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import { fellSilent, spoke } from '../../support/a-project.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';

// Red by its construction permit alone, of which this source has not spoken since that day.
const CODE = 'ZZY-006';
const NAME = '南庄路扩宽工程';
const SOURCE = '/permit/park-window';
const SINCE = '2025-12-01';

/** Each place that shows the project's colour. */
const PLACES = [
  { what: 'the table', path: '/app/projects', row: 'table.list tbody tr' },
  { what: 'the board', path: '/app/projects?layout=board', row: '.card' },
  { what: 'the timeline', path: '/app/projects?layout=timeline', row: 'table.list tbody tr' },
  { what: 'the plan', path: '/app/plan', row: '.plan-name' },
  { what: 'the meeting', path: '/app/?mode=meeting', row: '.agenda li' },
  { what: 'the wall', path: '/app/?mode=wall', row: '.wall tbody tr' },
  { what: 'its own page', path: `/app/projects/${CODE}`, row: 'main' },
] as const;

// Of every hatched mark, whatever its place.
const STRIPES = `[...document.querySelectorAll('.with-caveat .glyph')]
  .map((glyph) => getComputedStyle(glyph))
  .every(({ maskImage, webkitMaskImage }) => /repeating/.test(maskImage ?? webkitMaskImage))`;

/** A colour that a silent source could have prevented, wherever it is shown. */
export function coloursInDoubt(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const tell = async (fact: Fact, caveat: ProjectSummary['caveat']): Promise<void> => {
    const { pool, client } = park().engine;
    await tellAll(pool, [projectSubject(CODE)], fact);
    await until(
      async () => (await client.get<ProjectSummary>(`/projects/${CODE}`)).caveat === caveat,
    );
  };

  describe('a colour that is unverified', () => {
    beforeAll(() => tell(fellSilent(SOURCE, SINCE), 'unverified'));
    afterAll(() => tell(spoke(SOURCE, SINCE, '2026-01-15'), null));

    it.each(PLACES)('is hatched in $what, with the word', async ({ path, row }) => {
      const page = await look(path);
      const mark = page.locator(row, { hasText: NAME }).locator('.colour.with-caveat').first();
      await mark.waitFor();

      expect(await mark.textContent()).toBe('红 待核');
      expect(await mark.locator('.hatched').isVisible()).toBe(true);
      expect(await page.evaluate(STRIPES)).toBe(true);
    });

    it('leaves the colours of all others as they are', async () => {
      const page = await look('/app/projects');
      const hatched = page.locator('table.list tbody tr', { has: page.locator('.with-caveat') });

      expect(await hatched.locator('th a').allTextContents()).toEqual([`${CODE} ${NAME}`]);
    });
  });
}
