import { expect, it } from '@jest/globals';
import { answerLine } from '../../../workers/answer-line.ts';

it('names the step of a played authority in both languages, and the application', () => {
  const event = {
    type: 'cn.zhizaoyuan.permit.decision.made.v1',
    subject: 'ZZY-019/SB-ZZY-019-G31',
  };

  expect(answerLine({ request: 'one', atMs: 0, event })).toBe(
    '  » 审批决定 Decision made: ZZY-019/SB-ZZY-019-G31',
  );
});
