import { expect, it } from '@jest/globals';
import { messageLine } from '../../../workers/message-line.ts';

const message = { number: 1, at: '2026-01-15T01:00:00.000Z' };

it.each([
  {
    given: { channel: 'wecom', to: 'manager-14', text: '【开工预警】🟥红 · ZZY-006\n签收: …' },
    line: '  ✉ wecom → manager-14  【开工预警】🟥红 · ZZY-006',
  },
  {
    given: { channel: 'email', to: 'li@park.example', subject: '⚠️黄 · ZZY-010', text: '新预警' },
    line: '  ✉ email → li@park.example  ⚠️黄 · ZZY-010',
  },
  {
    given: { channel: 'feishuRobot', to: 'park', text: '**🟥红 · ZZY-006**\n新预警' },
    line: '  ✉ feishuRobot → park  🟥红 · ZZY-006',
  },
])('a message is told by its subject or first line: $line', ({ given, line }) => {
  expect(messageLine({ ...message, ...given })).toBe(line);
});
