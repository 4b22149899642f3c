import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createAccountDesk } from '../../../identity/account-desk.ts';
import { PASSWORD, startSignInApi, type SignInApi } from '../../support/sign-in-api.ts';
import { createVisitor } from '../../support/visitor.ts';

const PERSON = '项目经理-01';
const FRESH = 'Kaigong-2026-other';

let api: SignInApi;
beforeAll(async () => {
  api = await startSignInApi([{ id: PERSON, name: '王工', offices: ['projectManager'] }]);
});
afterAll(() => api.close());

it('locks the account after five wrong guesses of the old password, and changes nothing', async () => {
  const visitor = createVisitor();
  let page = await visitor.submit(await api.loginPage(visitor), {
    ...{ person: PERSON, password: PASSWORD, change: 'yes' },
  });
  const guess = async (password: string): Promise<number> => {
    page = await visitor.submit(page, { password, fresh: FRESH, repeat: FRESH });
    return page.status;
  };
  for (let time = 0; time < 5; time += 1) expect(await guess(`Guess-2026-${time}`)).toBe(422);

  expect(await guess(PASSWORD)).toBe(423);

  expect(page.text).toContain('账号已锁定');
  await createAccountDesk(api.database.pool).unlock(PERSON);
  await api.signIn(PERSON);
});
