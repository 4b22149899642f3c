import { describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const out = async (args: string): Promise<string> => (await runKaigong(args)).out;

describe('kaigong calendar due', () => {
  it.each([
    {
      from: '2026-02-13',
      days: 5,
      due: '2026-02-27',
      why: 'a make-up Saturday and the Spring Festival lie between',
    },
    {
      from: '2026-02-13',
      days: 7,
      due: '2026-03-02',
      why: 'the second make-up Saturday counts, too',
    },
    {
      from: '2026-02-14',
      days: 1,
      due: '2026-02-24',
      why: 'a make-up Saturday is a normal day of receipt',
    },
    {
      from: '2026-02-16',
      days: 1,
      due: '2026-02-25',
      why: 'a day of the festival counts as the first day after it',
    },
  ])('ends $days working days from $from on $due: $why', async ({ from, days, due }) => {
    expect(await out(`calendar due --from ${from} --working-days ${days}`)).toBe(due);
  });

  it('takes two overlapping suspensions off once', async () => {
    const both = '--suspended 2026-03-02/2026-03-10 --suspended 2026-03-06/2026-03-16';

    expect(await out(`calendar due --from 2026-02-27 --working-days 3 ${both}`)).toBe(
      await out(
        'calendar due --from 2026-02-27 --working-days 3 --suspended 2026-03-02/2026-03-16',
      ),
    );
    // 28 February is a make-up Saturday; the clock goes on on Tuesday 17 March.
    expect(await out(`calendar due --from 2026-02-27 --working-days 3 ${both}`)).toBe('2026-03-18');
  });

  it('marks a date as estimated when its year has no published calendar', async () => {
    expect(await out('calendar due --from 2026-12-30 --working-days 5')).toMatch(
      /^2027-01-\d\d {2}\(estimated/,
    );
  });

  it('tells programs which calendar said so', async () => {
    const { out: json } = await runKaigong(
      '--json calendar due --from 2026-02-13 --working-days 5',
    );

    expect(JSON.parse(json)).toMatchObject({
      due: '2026-02-27',
      estimated: false,
      calendar: { id: 'cn-statecouncil' },
    });
  });
});

describe('kaigong calendar days', () => {
  it('counts the working days used outside the union of suspensions', async () => {
    const range = 'calendar days --from 2026-02-27 --to 2026-03-20';

    expect(await out(range)).toBe('16');
    expect(
      await out(`${range} --suspended 2026-03-02/2026-03-10 --suspended 2026-03-06/2026-03-16`),
    ).toBe('5');
  });
});

describe('wrong usage of kaigong calendar', () => {
  it.each([
    ['calendar due --from 2026-02-30 --working-days 5', 'expected a day like 2026-01-15'],
    ['calendar due --from 2026-02-13 --working-days -1', 'expected a whole number from 0 on'],
    ['calendar due --from 2026-02-13', '--working-days'],
    [
      'calendar days --from 2026-01-01 --to 2026-02-01 --suspended 2026-01-09',
      'expected two days in order',
    ],
    ['calendar days --from 2026-03-20 --to 2026-03-02', '--to 2026-03-02 is before --from'],
  ])('%s ends with 2 and says what is expected', async (args, expected) => {
    const { code, err } = await runKaigong(args);

    expect(code).toBe(2);
    expect(err).toContain(expected);
  });
});
