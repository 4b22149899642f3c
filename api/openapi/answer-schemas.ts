import ts from 'typescript';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonSchema } from './json-schema.ts';
import { createTypeReader } from './type-schema.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const API = join(ROOT, 'api');
// Read by the compiler as if it lay there.
const ASKING = join(API, 'answers-asked-for.ts');

export interface AnswerSchemas {
  /** By the answer as a route names it. */
  answers: Map<string, JsonSchema>;
  /** What they refer to, by name. */
  components: Record<string, JsonSchema>;
}

/**
 * The JSON Schemas of answers that are named as TypeScript types, such as `Page<AuditItem>`, with all
 * they refer to; throws where one is no type that a file of answers exports.
 */
export function answerSchemas(named: readonly string[]): AnswerSchemas {
  const program = programAsking(named);
  const asking = program.getSourceFile(ASKING);
  if (!asking) throw new Error('The compiler has not read the question');
  const [fault] = program.getSemanticDiagnostics(asking);
  if (fault) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, ' '));
  const reader = createTypeReader(program.getTypeChecker(), ROOT);
  const types = asking.statements.filter(ts.isTypeAliasDeclaration);
  const answers = new Map(
    named.map((name, nth) => {
      const alias = types[nth];
      if (!alias) throw new Error(`The compiler has lost ${name}`);
      return [name, reader.schemaOf(program.getTypeChecker().getTypeFromTypeNode(alias.type))];
    }),
  );
  return { answers, components: reader.components() };
}

function programAsking(named: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const text = questionOf(named);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, language, ...rest) =>
    path === ASKING ? ts.createSourceFile(path, text, language) : readFile(path, language, ...rest);
  const isThere = host.fileExists.bind(host);
  host.fileExists = (path) => path === ASKING || isThere(path);
  return ts.createProgram([ASKING], { ...options, noEmit: true, noUnusedLocals: false }, host);
}

// Types of answers, and nothing but types, are in files of these names.
const isOfAnswers = (path: string): boolean =>
  /^(.*-)?responses\.ts$|-answer\.ts$/.test(basename(path));

function questionOf(named: readonly string[]): string {
  const files = readdirSync(API, { recursive: true, encoding: 'utf8' })
    .filter(isOfAnswers)
    .toSorted();
  const words = new Set(named.flatMap((name) => name.match(/\b[A-Z]\w+/g) ?? []));
  const lines = files.flatMap((path) => {
    const text = ts.sys.readFile(join(API, path)) ?? '';
    const exported = [...text.matchAll(/^export (?:interface|type) (?:\{ ([^}]+) \}|(\w+))/gm)];
    return exported
      .flatMap(([, several = '', one = '']) => [...several.split(', '), one])
      .filter((name) => words.has(name))
      .map((name) => `import type { ${name} } from './${path}';`);
  });
  return [...lines, ...named.map((name, nth) => `export type Answer${nth} = ${name};`)].join('\n');
}
