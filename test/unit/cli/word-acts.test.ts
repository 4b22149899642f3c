import { describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const LEADER = '--actor leader-1 --role divisionLeader --reason ok --command-id c-1';

/** What the command line asks the API for. */
async function asked(args: string): Promise<{ path: string; body: unknown }> {
  let seen: { path: string; body: unknown } | undefined;
  const { err } = await runKaigong(args, {
    fetch: (url, init) => {
      const body = typeof init?.body === 'string' ? init.body : '';
      seen = {
        path: new URL(url instanceof Request ? url.url : url).pathname,
        body: JSON.parse(body) as unknown,
      };
      const project = { status: 'active', stage: 'signed', colour: 'red' };
      return Promise.resolve(Response.json({ revision: 7, project }));
    },
  });
  if (!seen) throw new Error(err);
  return seen;
}

describe('what people say about colours and instructions', () => {
  it.each([
    {
      what: 'an instruction, named after its command',
      args: 'instruction give ZZY-001 --text 请协调 --owner pm-1 --due 2026-06-30 --on-behalf-of leader-9',
      body: {
        ...{ type: 'instruct', instructionId: 'c-1', text: '请协调', owner: 'pm-1' },
        ...{ due: '2026-06-30', onBehalfOf: 'leader-9' },
      },
    },
    {
      what: 'how an instruction stands',
      args: 'instruction report ZZY-001 --instruction-id P-1 --text 已对接',
      body: { type: 'reportInstruction', instructionId: 'P-1', text: '已对接', done: false },
    },
    {
      what: 'that an instruction is done',
      args: 'instruction report ZZY-001 --instruction-id P-1 --text 已办 --done',
      body: { type: 'reportInstruction', done: true },
    },
    {
      what: 'an excuse',
      args: 'project exempt ZZY-001 --signal accepted/due --document-no 8号 --until 2026-06-30',
      body: { type: 'exempt', signal: 'accepted/due', documentNo: '8号', until: '2026-06-30' },
    },
    {
      what: 'the end of an excuse',
      args: 'project end-exemption ZZY-001 --signal accepted/due',
      body: { type: 'endExemption', signal: 'accepted/due' },
    },
    {
      what: 'a colour set by hand',
      args: 'project override ZZY-001 --colour yellow --until 2026-06-30 --requested-by pm-1',
      body: { type: 'override', colour: 'yellow', until: '2026-06-30', requestedBy: 'pm-1' },
    },
    {
      what: 'the end of a set colour',
      args: 'project end-override ZZY-001',
      body: { type: 'endOverride' },
    },
  ])('is sent as a command of that person: $what', async ({ args, body }) => {
    const sent = await asked(`${args} ${LEADER}`);

    expect(sent.path).toBe('/projects/ZZY-001/commands');
    expect(sent.body).toMatchObject({
      ...body,
      ...{ commandId: 'c-1', actor: { id: 'leader-1', role: 'divisionLeader' }, reason: 'ok' },
    });
  });

  it('is a wrong use of the command line with a colour that there is not', async () => {
    const { code, err } = await runKaigong(
      `project override ZZY-001 --colour purple --until 2026-06-30 --requested-by pm-1 ${LEADER}`,
    );

    expect([code, err]).toEqual([2, expect.stringContaining('Allowed choices are green, blue')]);
  });
});
