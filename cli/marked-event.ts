import type { DeadLetterDetail } from '../api/responses.ts';

type Letter = Pick<DeadLetterDetail, 'raw' | 'headers' | 'path'> & {
  /** What is wrong. */
  detail: string;
};

/**
 * The message of a dead letter for people, in the form of structured mode, with `>` before the line
 * that is at fault and what was expected below it; what is missing is marked where it belongs.
 */
export function markedEvent({ raw, headers, path, detail }: Letter): string {
  const event = readEvent(raw ?? '', headers);
  const lines = event === undefined ? textLines(raw ?? '') : jsonLines(event);
  const at = event === undefined ? brokenLine(raw ?? '', detail) : lineOf(lines, path ?? '');
  return lines
    .flatMap(({ text }, index) =>
      index === at ? [`> ${text}`, `  ${indentOf(text)}^ ${detail}`] : [`  ${text}`],
    )
    .join('\n');
}

interface Line {
  text: string;
  /** Of the value that begins here, such as `data.documents[0].name`. */
  path: string;
}

// In binary mode the attributes stand in headers and the value is the data.
function readEvent(raw: string, headers: Record<string, string>): unknown {
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce_') ? [[name.slice('ce_'.length), value] as const] : [],
  );
  const value = parse(raw);
  if (value === undefined || attributes.length === 0) return value;
  return { ...Object.fromEntries(attributes), data: value };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function jsonLines(value: unknown, path = '', indent = '', before = '', after = ''): Line[] {
  const entries = entriesOf(value, path);
  if (!entries || entries.length === 0) {
    return [{ text: `${indent}${before}${JSON.stringify(value)}${after}`, path }];
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = entries.flatMap(([label, child, childPath], index) =>
    jsonLines(child, childPath, `${indent}  `, label, index < entries.length - 1 ? ',' : ''),
  );
  return [
    { text: `${indent}${before}${open}`, path },
    ...inner,
    // No value begins here.
    { text: `${indent}${close}${after}`, path: '\0' },
  ];
}

type Entry = [label: string, child: unknown, path: string];

function entriesOf(value: unknown, path: string): Entry[] | undefined {
  if (Array.isArray(value)) return value.map((child, at) => ['', child, `${path}[${at}]`]);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).map(([name, child]) => [
    `${JSON.stringify(name)}: `,
    child,
    path ? `${path}.${name}` : name,
  ]);
}

/** The line of the path itself, or of the nearest thing around it that is there. */
function lineOf(lines: readonly Line[], path: string): number {
  const found = lines.findIndex((line) => line.path === path);
  if (found >= 0) return found;
  return lineOf(lines, path.slice(0, Math.max(0, path.search(/(\.[^.[]*|\[\d+\])$/))));
}

const textLines = (raw: string): Line[] => raw.split('\n').map((text) => ({ text, path: '' }));

// Node says where it stopped reading.
function brokenLine(raw: string, detail: string): number {
  const position = Number(/position (\d+)/.exec(detail)?.[1] ?? 0);
  return raw.slice(0, position).split('\n').length - 1;
}

const indentOf = (text: string): string => /^ */.exec(text)?.[0] ?? '';
