import { z } from 'zod';
import { ApprovalShape, ApprovalTemplateId, type ApprovalContent } from './approval-template.ts';
import { inFile, readDefinitionFiles, type DefinitionFiles } from './definition-files.ts';
import { LabelText, Version } from './definition-parts.ts';
import { faultsOf, type Fault } from './fault.ts';

/** Reads all approval templates below a directory, each variant as the whole that it comes to. */
export function readApprovalFiles(directory: URL): DefinitionFiles<ApprovalContent> {
  const { files, faults } = readDefinitionFiles(directory, 'approvals', AnyObject);
  const whole = files.map(({ file, content }) => {
    const read = readApproval(
      content,
      files.map((one) => one.content),
    );
    return { file, read };
  });
  return {
    files: whole.flatMap(({ file, read }) =>
      'content' in read ? [{ file, content: read.content }] : [],
    ),
    faults: [
      ...faults,
      ...whole.flatMap(({ file, read }) => ('faults' in read ? inFile(file, read.faults) : [])),
    ],
  };
}

/** One template as JSON holds it; a variant is laid over the one of `others` that it is based on. */
export function readApproval(
  json: unknown,
  others: readonly unknown[],
): { content: ApprovalContent } | { faults: Fault[] } {
  const isVariant = AnyObject.safeParse(json).data?.['basedOn'] !== undefined;
  const whole = isVariant ? laidOver(json, others) : { json };
  if ('faults' in whole) return whole;
  const { success, data, error } = ApprovalShape.safeParse(whole.json);
  return success ? { content: data } : { faults: faultsOf(error) };
}

const AnyObject = z.record(z.string(), z.unknown());

/** What a variant says in place of the template that it is based on; the rest it shares. */
const VariantShape = z.strictObject({
  id: ApprovalTemplateId,
  version: Version,
  basedOn: ApprovalTemplateId,
  label: LabelText,
  items: z.array(z.looseObject({ id: z.string() })).min(1),
});

const BaseShape = z.looseObject({
  id: z.string(),
  basedOn: z.undefined().optional(),
  items: z.array(z.looseObject({ id: z.string() })),
});

function laidOver(
  json: unknown,
  others: readonly unknown[],
): { json: unknown } | { faults: Fault[] } {
  const variant = VariantShape.safeParse(json);
  if (!variant.success) return { faults: faultsOf(variant.error) };
  const { basedOn, items, ...own } = variant.data;
  const bases = others.flatMap((one) => BaseShape.safeParse(one).data ?? []);
  const base = bases.find(({ id }) => id === basedOn);
  if (!base) {
    const known = bases.map(({ id }) => id).join(', ');
    return { faults: [{ path: 'basedOn', message: `expected one of ${known}` }] };
  }
  const unknown = items.flatMap(({ id }, at) =>
    base.items.some((item) => item.id === id)
      ? []
      : [{ path: `items[${at}].id`, message: `expected an item of ${basedOn}, not ${id}` }],
  );
  if (unknown.length > 0) return { faults: unknown };
  const changed = new Map(items.map((item) => [item.id, item]));
  return {
    json: {
      ...base,
      ...own,
      items: base.items.map((item) => ({ ...item, ...changed.get(item.id) })),
    },
  };
}
