import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Without the rules that need types. */
const untyped = new ESLint({
  cwd: ROOT,
  // `as`: the two packages describe a configuration each in its own way.
  overrideConfig: tseslint.configs.disableTypeChecked as ESLint.Options['overrideConfig'],
});

// What the snippets that are refused by types stand in; both import next to nothing.
const FOR_TYPES = ['gateway/backoff.ts', 'domain/colour.ts'];
const directory = mkdtempSync(join(tmpdir(), 'kaigong-lint-'));
const program = join(directory, 'tsconfig.json');
writeFileSync(
  program,
  JSON.stringify({
    extends: `${ROOT}tsconfig.json`,
    compilerOptions: { rootDir: ROOT, types: [] },
    files: FOR_TYPES.map((file) => ROOT + file),
  }),
);
afterAll(() => {
  rmSync(directory, { recursive: true });
});
/** With every rule, by the types of these files alone: those of the whole program take half a minute to build. */
const typed = new ESLint({
  cwd: ROOT,
  overrideConfig: {
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: program,
        // With CI=true the parser would read the file on disk in place of the snippet.
        disallowAutomaticSingleRunInference: true,
      },
    },
  },
});

/** The rules that a snippet would break if it stood in that file. */
async function rulesBrokenBy(file: string, code: string, by = untyped): Promise<string[]> {
  const [result] = await by.lintText(code, { filePath: `${ROOT}${file}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const IMPORTS = '@typescript-eslint/no-restricted-imports';

describe('the import rule of each room', () => {
  it.each([
    { file: 'domain/colour.ts', from: 'pg', why: 'the core has no dependencies' },
    { file: 'domain/colour.ts', from: 'node:fs', why: 'the core does no I/O' },
    { file: 'domain/colour.ts', from: '../schemas/event.ts', why: 'the core knows no border' },
    {
      file: 'schemas/event.ts',
      from: '../settlement/settle.ts',
      why: 'schemas know the core only',
    },
    { file: 'workflows/project.ts', from: 'zod', why: 'workflows validate nothing' },
    { file: 'workflows/project.ts', from: 'node:fs', why: 'workflows are deterministic' },
    { file: 'workflows/project.ts', from: '../domain/core.ts', why: 'no rule runs in a workflow' },
    {
      file: 'readmodel/pool.ts',
      from: '../settlement/settle.ts',
      why: 'settlement is built on it',
    },
    { file: 'settlement/settle.ts', from: '../gateway/codec.ts', why: 'settling knows no Kafka' },
    {
      file: 'activities/settle.ts',
      from: '../workflows/project.ts',
      why: 'only messages are shared',
    },
    { file: 'gateway/consumer.ts', from: '../api/app.ts', why: 'the gateway serves nobody' },
    { file: 'api/app.ts', from: '../gateway/codec.ts', why: 'the API never talks to Kafka' },
    { file: 'cli/program.ts', from: '../readmodel/pool.ts', why: 'the CLI goes through the API' },
    { file: 'infra/stack.ts', from: '../gateway/codec.ts', why: 'the stack knows no product' },
  ])('refuses $from in $file, since $why', async ({ file, from }) => {
    expect(await rulesBrokenBy(file, `import '${from}';\n`)).toContain(IMPORTS);
  });

  it.each([
    { file: 'schemas/event.ts', code: `import '../domain/time.ts';\n` },
    { file: 'gateway/ringer.ts', code: `import '../workflows/messages.ts';\n` },
    {
      file: 'workflows/project.ts',
      code: `import type { Core } from '../domain/core.ts';\nexport type Rules = Core;\n`,
    },
  ])('allows in $file: $code', async ({ file, code }) => {
    expect(await rulesBrokenBy(file, code)).toEqual([]);
  });
});

describe('the lint rules', () => {
  it.each([
    {
      file: 'gateway/backoff.ts',
      code: 'async function f() {}\nexport function g() { f(); }\n',
      rule: '@typescript-eslint/no-floating-promises',
    },
    {
      file: 'domain/colour.ts',
      code: `export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };\n`,
      rule: '@typescript-eslint/switch-exhaustiveness-check',
    },
  ])('refuse by types in $file: $code', async ({ file, code, rule }) => {
    expect(await rulesBrokenBy(file, code, typed)).toContain(rule);
  });

  it.each([
    {
      file: 'domain/colour.ts',
      code: 'export const now = new Date();\n',
      rule: 'no-restricted-syntax',
    },
    {
      file: 'domain/colour.ts',
      code: 'export const now = Date.now();\n',
      rule: 'no-restricted-syntax',
    },
    {
      file: 'domain/colour.ts',
      code: 'export const x = Math.random();\n',
      rule: 'no-restricted-syntax',
    },
    {
      file: 'api/app.ts',
      code: 'export const x = process.env.PORT;\n',
      rule: 'no-restricted-properties',
    },
    {
      file: 'api/app.ts',
      code: `export const x: any = 1;\n`,
      rule: '@typescript-eslint/no-explicit-any',
    },
    { file: 'api/app.ts', code: `console.log('x');\n`, rule: 'no-console' },
  ])('refuse in $file: $code', async ({ file, code, rule }) => {
    expect(await rulesBrokenBy(file, code)).toContain(rule);
  });
});
