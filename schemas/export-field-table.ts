import type { JsonSchema } from './export-json-schemas.ts';

/** A Markdown table of the fields of an object. */
export function fieldTable({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, field]) => {
    const need = required.includes(name) ? 'yes' : defaultText(field);
    return [`\`${name}\``, typeText(field), need, field.description ?? ''];
  });
  return markdownTable(['field', 'type', 'required', 'meaning'], rows);
}

/** A Markdown table; the cells must not contain `|`. */
export function markdownTable(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const defaultText = ({ default: value }: JsonSchema): string => {
  if (value === undefined) return '';
  return value === '' ? 'else empty' : `else \`${value}\``;
};

const TIME_TYPES = ['moment', 'day', 'instant', 'month'];

function typeText(field: JsonSchema): string {
  const { title = '', anyOf, items, const: constant } = field;
  if (TIME_TYPES.includes(title)) return title;
  if (constant !== undefined) return `\`${constant}\``;
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ');
  if (anyOf) return anyOf.map(typeText).join(' or ');
  return items ? `list of ${typeText(items)}` : plainText(field);
}

const INLINE_FIELDS = 4;

function plainText(field: JsonSchema): string {
  const { type = 'any', properties } = field;
  const isSmall = properties && Object.keys(properties).length <= INLINE_FIELDS;
  if (isSmall) return objectText(field);
  return [type].flat().map(typeName).join(' or ') + rangeText(field);
}

const typeName = (type: string): string => (type === 'string' ? 'text' : type);

function objectText({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(
    ([name, field]) => `\`${name}\`${required.includes(name) ? '' : '?'} ${typeText(field)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

// zod writes the limits of safe integers into every integer.
const isSet = (limit: number): boolean => Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function rangeText({ minimum = -Infinity, maximum = Infinity }: JsonSchema): string {
  const from = isSet(minimum) ? ` from ${minimum}` : '';
  return isSet(maximum) ? `${from} to ${maximum}` : from;
}
