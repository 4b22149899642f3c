import { afterAll, beforeAll, jest } from '@jest/globals';
import { showPark, type ShownPark } from '../support/shown-park.ts';
import { alertsHandled } from './pages/alerts.ts';
import { approvalOfAProject } from './pages/approval.ts';
import { dataMended } from './pages/data.ts';
import { coloursInDoubt } from './pages/caveats.ts';
import { everyPage } from './pages/every-page.ts';
import { importOfAList } from './pages/import.ts';
import { byKeyboard } from './pages/keyboard.ts';
import { longLists } from './pages/long-lists.ts';
import { onPaper } from './pages/paper.ts';
import { pictures } from './pages/pictures.ts';
import { wallChart } from './pages/plan.ts';
import { oneProject } from './pages/project.ts';
import { listOfProjects } from './pages/projects.ts';
import { systemWatched } from './pages/system.ts';
import { pageOne } from './pages/today.ts';
import { whatPeopleDo } from './pages/what-people-do.ts';
import { workOfALiaison } from './pages/work.ts';

jest.setTimeout(300_000);

let shown: ShownPark;

// One park for all: to bring it up takes longer than most of what is looked at.
beforeAll(async () => {
  shown = await showPark();
});

afterAll(() => shown.close());

const park = (): ShownPark => shown;

pictures(park);
everyPage(park);
onPaper(park);
whatPeopleDo(park);
byKeyboard(park);
listOfProjects(park);
longLists(park);
oneProject(park);
wallChart(park);
workOfALiaison(park);
approvalOfAProject(park);
alertsHandled(park);
dataMended(park);
systemWatched(park);
pageOne(park);
coloursInDoubt(park);
// Last: it makes the park larger.
importOfAList(park);
