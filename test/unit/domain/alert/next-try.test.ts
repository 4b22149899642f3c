import { describe, expect, it } from '@jest/globals';
import { nextTry, type Tried, type Way } from '../../../../domain/alert/next-try.ts';

const NOW = '2026-03-02T02:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
const MAIL: Way = { name: 'email', repeatableForMs: 0 };
const WECOM: Way = { name: 'wecom', repeatableForMs: 3_600_000 };
const SMS: Way = { name: 'sms', repeatableForMs: Number.POSITIVE_INFINITY };
const tried = (channel: string, state: Tried['state'], began = 0): Tried => ({
  ...{ channel, state, beganAt: later(began) },
  endedAt: state === 'sending' ? null : later(began),
});
const fails = (channel: string, count: number) =>
  Array.from({ length: count }, () => tried(channel, 'failed'));
const send = (channel: string, seconds: number) => ({
  ...{ do: 'send', channel },
  notBefore: later(seconds),
});

describe('nextTry', () => {
  it.each<[string, Tried[], Way[], object]>([
    ['begins with the first way', [], [WECOM, MAIL], send('wecom', 0)],
    ['leaves to the inbox whom nothing else reaches', [], [], { do: 'end', state: 'inAppOnly' }],
    ['ends once sent', [tried('email', 'sent')], [MAIL], { do: 'end', state: 'sent' }],
    ['repeats a failure after a pause', fails('wecom', 1), [WECOM, MAIL], send('wecom', 10)],
    ['gives way after a second failure', fails('wecom', 2), [WECOM, MAIL], send('email', 0)],
    [
      'gives way when it is closed for long',
      fails('wecom', 1),
      [{ ...WECOM, closedUntil: later(121) }, MAIL],
      send('email', 0),
    ],
    [
      'waits for what is closed shortly',
      fails('wecom', 1),
      [{ ...WECOM, closedUntil: later(120) }, MAIL],
      send('wecom', 10),
    ],
    [
      'waits for the only way however long it is closed',
      fails('wecom', 1),
      [{ ...WECOM, closedUntil: later(3600) }],
      send('wecom', 10),
    ],
    [
      'begins again after half an hour',
      [...fails('wecom', 2), ...fails('email', 2)],
      [WECOM, MAIL],
      send('wecom', 1800),
    ],
    [
      'tries no way again that refused',
      [tried('wecom', 'refused')],
      [WECOM, MAIL],
      send('email', 0),
    ],
    ['fails when all refused', [tried('email', 'refused')], [MAIL], { do: 'end', state: 'failed' }],
    [
      'leaves an unknown end unknown, whatever other ways there are',
      [tried('email', 'unknown')],
      [MAIL, WECOM],
      { do: 'end', state: 'unknown' },
    ],
    [
      'takes a try that never ended as unknown',
      [tried('email', 'sending')],
      [MAIL],
      { do: 'end', state: 'unknown' },
    ],
    [
      'repeats an unknown end where repeats are dropped',
      [tried('wecom', 'unknown')],
      [WECOM, MAIL],
      send('wecom', 10),
    ],
    [
      'repeats it within a day where repeats are dropped for ever',
      [tried('sms', 'sending', -86_399)],
      [SMS],
      send('sms', -86_389),
    ],
    [
      'gives up after a day what may be repeated for ever',
      [tried('sms', 'unknown', -86_400)],
      [SMS],
      { do: 'end', state: 'unknown' },
    ],
    [
      'does not fall over after a doubt',
      [tried('wecom', 'unknown'), ...fails('wecom', 2)],
      [WECOM, MAIL],
      send('wecom', 1800),
    ],
  ])('%s', (_what, tries, ways, expected) => {
    expect(nextTry(tries, ways, NOW)).toEqual(expected);
  });

  it('repeats an unknown end no longer than the platform drops repeats', () => {
    const tries = [tried('wecom', 'unknown')];
    expect(nextTry(tries, [WECOM], later(3599))).toMatchObject({ do: 'send' });
    expect(nextTry(tries, [WECOM], later(3600))).toEqual({ do: 'end', state: 'unknown' });
  });

  it('gives up after a day', () => {
    expect(nextTry(fails('email', 1), [MAIL], later(86_400))).toEqual({
      do: 'end',
      state: 'failed',
    });
  });
});
