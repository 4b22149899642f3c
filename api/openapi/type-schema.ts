import ts from 'typescript';
import type { JsonSchema } from './json-schema.ts';

export interface TypeReader {
  schemaOf: (type: ts.Type) => JsonSchema;
  /** Every named type that a schema has referred to so far, by name. */
  components: () => Record<string, JsonSchema>;
}

/** Reads types as JSON Schemas; those that files below `root` give a name become components. */
export function createTypeReader(checker: ts.TypeChecker, root: string): TypeReader {
  const named = new Map<ts.Type, string>();
  const components = new Map<string, JsonSchema>();
  const reading: Reading = { checker, schemaOf };

  function schemaOf(type: ts.Type): JsonSchema {
    const name = named.get(type) ?? nameOf(type, root);
    if (name === undefined) return plainSchema(type, reading);
    if (!named.has(type)) define(type, name);
    return { $ref: `#/components/schemas/${named.get(type) ?? name}` };
  }

  function define(type: ts.Type, name: string): void {
    const taken = new Set(named.values());
    const free = [name, ...Array.from({ length: 9 }, (_, nth) => `${name}${nth + 2}`)].find(
      (one) => !taken.has(one),
    );
    if (free === undefined) throw new Error(`Too many types are called ${name}`);
    named.set(type, free);
    components.set(free, {
      ...describedBy(type.aliasSymbol ?? type.getSymbol(), checker),
      ...plainSchema(type, reading),
    });
  }

  return { schemaOf, components: () => Object.fromEntries([...components].toSorted(byName)) };
}

interface Reading {
  checker: ts.TypeChecker;
  schemaOf: (type: ts.Type) => JsonSchema;
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** What our own files call it; nothing for types without a name, of libraries, or with parameters. */
function nameOf(type: ts.Type, root: string): string | undefined {
  if (!(type.flags & COMPOSED) || type.aliasTypeArguments || hasArguments(type)) return undefined;
  const symbol = type.aliasSymbol ?? (isInterface(type) ? type.getSymbol() : undefined);
  return symbol && isOurs(symbol, root) ? symbol.name : undefined;
}

function isOurs({ name, declarations = [] }: ts.Symbol, root: string): boolean {
  const file = declarations[0]?.getSourceFile().fileName ?? '';
  const isInside = file.startsWith(root) && !file.includes('/node_modules/');
  return isInside && !/^Answer\d+$/.test(name);
}

const COMPOSED = ts.TypeFlags.Object | ts.TypeFlags.Union | ts.TypeFlags.Intersection;

const isInterface = (type: ts.Type): boolean =>
  // `as`: the flag is only on types of objects.
  Boolean((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Interface) ||
  Boolean((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference);

// `as`: nothing but a reference has them.
const hasArguments = (type: ts.Type): boolean =>
  ((type as ts.TypeReference).typeArguments ?? []).length > 0;

function describedBy(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): JsonSchema {
  const text = ts.displayPartsToString(symbol?.getDocumentationComment(checker) ?? []);
  return text === '' ? {} : { description: text };
}

function plainSchema(type: ts.Type, reading: Reading): JsonSchema {
  const { flags } = type;
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (flags & ts.TypeFlags.BooleanLiteral) {
    return { const: reading.checker.typeToString(type) === 'true' };
  }
  const simple = SIMPLE.find(([flag]) => flags & flag);
  if (simple) return { ...simple[1] };
  if (type.isUnion()) return unionSchema(type.types, reading);
  if (flags & COMPOSED) return objectSchema(type, reading);
  throw new Error(`No schema for ${reading.checker.typeToString(type)}`);
}

const SIMPLE: readonly [ts.TypeFlags, JsonSchema][] = [
  [ts.TypeFlags.Null, { type: 'null' }],
  [ts.TypeFlags.BooleanLike, { type: 'boolean' }],
  [ts.TypeFlags.StringLike, { type: 'string' }],
  [ts.TypeFlags.NumberLike, { type: 'number' }],
  [ts.TypeFlags.Unknown | ts.TypeFlags.Any, {}],
];

function unionSchema(types: readonly ts.Type[], { schemaOf }: Reading): JsonSchema {
  const schemas = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined)).map(schemaOf);
  const values = schemas.flatMap((one) => (one.const === undefined ? [] : [one.const]));
  const others = schemas.filter((one) => one.const === undefined);
  const isNull = others.some((one) => one.type === 'null');
  const rest = others.filter((one) => one.type !== 'null');
  const known = [...valueSchemas(values), ...rest];
  const [only] = known;
  if (!isNull) return known.length === 1 && only ? only : { anyOf: known };
  if (known.length === 1 && only && typeof only.type === 'string') {
    const list = only.enum && { enum: [...only.enum, null] };
    return { ...only, type: [only.type, 'null'], ...list };
  }
  return { anyOf: [...known, { type: 'null' }] };
}

function valueSchemas(values: readonly (string | number | boolean | null)[]): JsonSchema[] {
  const kinds = ['string', 'number', 'boolean'].map((kind) => {
    return [kind, values.filter((value) => typeof value === kind)] as const;
  });
  return kinds.flatMap(([kind, own]) => {
    if (own.length === 0) return [];
    // Both values of a boolean are no list.
    if (kind === 'boolean' && own.length === 2) return [{ type: 'boolean' }];
    return [{ type: kind, enum: own.toSorted() }];
  });
}

function objectSchema(type: ts.Type, reading: Reading): JsonSchema {
  const { checker, schemaOf } = reading;
  if (checker.isTupleType(type)) return tupleSchema(type, reading);
  const item = checker.isArrayLikeType(type)
    ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    : undefined;
  if (item) return { type: 'array', items: schemaOf(item) };
  if (type.isIntersection() && type.types.some(({ flags }) => flags & ts.TypeFlags.StringLike)) {
    return { type: 'string' };
  }
  const fields = checker.getPropertiesOfType(type);
  const others = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const isOptional = (field: ts.Symbol) => Boolean(field.flags & ts.SymbolFlags.Optional);
  const required = fields.filter((field) => !isOptional(field)).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, fieldSchema(field, reading)]),
    ),
    ...(required.length > 0 && { required }),
    ...(others && { additionalProperties: schemaOf(others) }),
  };
}

function fieldSchema(field: ts.Symbol, { checker, schemaOf }: Reading): JsonSchema {
  return { ...schemaOf(checker.getTypeOfSymbol(field)), ...describedBy(field, checker) };
}

function tupleSchema(type: ts.Type, { checker, schemaOf }: Reading): JsonSchema {
  // `as`: a tuple is a reference to its shape.
  const items = checker.getTypeArguments(type as ts.TypeReference).map(schemaOf);
  return { type: 'array', prefixItems: items, minItems: items.length };
}
