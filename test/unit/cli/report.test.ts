import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kaigong-report-'));
  file = join(directory, 'report.bin');
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const BYTES = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0x00]);

/** An API that gives these bytes for each address, and what it was asked. */
function giving(body: string | Uint8Array<ArrayBuffer> = BYTES, status = 200) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    asked.push(pathname + search);
    return Promise.resolve(new Response(body, { status }));
  };
  return { asked, fetch };
}

describe('kaigong report', () => {
  it.each([
    ['projects', '/exports/projects.xlsx'],
    ['weekly', '/exports/weekly.xlsx'],
    ['weekly --day 2026-01-15', '/exports/weekly.xlsx?day=2026-01-15'],
    ['monthly --day 2026-01-31', '/exports/monthly.xlsx?day=2026-01-31'],
    ['project ZZY-012/2', '/exports/projects/ZZY-012%2F2.docx'],
    ['minutes', '/exports/minutes.docx'],
    [
      'minutes --from 2026-01-12 --to 2026-01-16',
      '/exports/minutes.docx?from=2026-01-12&to=2026-01-16',
    ],
    ['slip alert/A/b', '/exports/supervision-slip/alert%2FA%2Fb.docx'],
  ])('writes %s to the file as it comes', async (report, address) => {
    const { fetch, asked } = giving();

    const { code, out } = await runKaigong(`report ${report} -o ${file}`, { fetch });

    expect({ code, out, asked }).toEqual({ code: 0, out: `Wrote ${file}`, asked: [address] });
    expect(new Uint8Array(readFileSync(file))).toEqual(BYTES);
  });

  it('tells a program where it is and how large', async () => {
    const { out } = await runKaigong(`--json report projects -o ${file}`, giving());

    expect(JSON.parse(out)).toEqual({ file, bytes: BYTES.length });
  });

  it.each([
    ['projects', "required option '-o, --output <file>'"],
    ['weekly -o x --day 2026-02-30', 'expected a day like 2026-01-15'],
    ['minutes -o x --to soon', 'expected a day like 2026-01-15'],
    ['project -o x', "missing required argument 'code'"],
    ['slip -o x', "missing required argument 'alert'"],
    ['yearly -o x', 'unknown command'],
  ])('asks nothing for `%s`, and says what it lacks', async (report, why) => {
    const { fetch, asked } = giving();

    const { code, err } = await runKaigong(`report ${report}`, { fetch });

    expect([code, asked]).toEqual([2, []]);
    expect(err).toContain(why);
  });

  it('says that a file can not be written', async () => {
    const nowhere = join(directory, 'no', 'such', 'folder.xlsx');

    const { code, err } = await runKaigong(`report projects -o ${nowhere}`, giving());

    expect(code).toBe(2);
    expect(err).toMatch(/^error: Cannot write .*folder\.xlsx\n {2}\S/);
  });

  it('writes nothing over a file when it is refused', async () => {
    await runKaigong(`report projects -o ${file}`, giving('as it was'));
    const problem = { detail: 'There is no project X-1', code: 'PROJECT_NOT_FOUND' };
    const refusing = giving(JSON.stringify(problem), 404);

    const { code, err } = await runKaigong(`report project X-1 -o ${file}`, refusing);

    expect({ code, err }).toEqual({
      code: 1,
      err: 'error: There is no project X-1 (PROJECT_NOT_FOUND)',
    });
    expect(readFileSync(file, 'utf8')).toBe('as it was');
  });
});
