import { describe, expect, it } from '@jest/globals';
import { problemText } from '../../../web/problem-texts.ts';

const problem = (code: string) => ({
  ...{ type: 'about:blank', title: 'Refused', status: 422, instance: '/', code },
  detail: 'plan.to: expected a day.',
  help: 'Give a day.',
});

describe('problemText', () => {
  it.each([
    { code: 'CHANGE_OPEN', language: 'zh', text: '该节点已有一项计划调整在等批准，请先处理它。' },
    { code: 'CHANGE_OPEN', language: 'en', text: 'plan.to: expected a day. Give a day.' },
    {
      code: 'INVALID_INPUT',
      language: 'zh',
      text: '填写的内容不符合要求（plan.to: expected a day.）',
    },
    { code: 'NEVER_HEARD_OF', language: 'zh', text: 'plan.to: expected a day. Give a day.' },
  ] as const)('tells $code in $language', ({ code, language, text }) => {
    expect(problemText(problem(code), language)).toBe(text);
  });
});
