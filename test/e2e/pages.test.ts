import { afterAll, beforeAll, jest } from '@jest/globals';
import { showPark, type ShownPark } from '../support/shown-park.ts';
import { everyPage } from './pages/every-page.ts';
import { whatPeopleDo } from './pages/what-people-do.ts';

jest.setTimeout(300_000);

let shown: ShownPark;

// One park for all: to bring it up takes longer than most of what is looked at.
beforeAll(async () => {
  shown = await showPark();
});

afterAll(() => shown.close());

const park = (): ShownPark => shown;

everyPage(park);
whatPeopleDo(park);
