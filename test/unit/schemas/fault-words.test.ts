import { describe, expect, it } from '@jest/globals';
import { SOURCE_FACT_TYPES } from '../../../schemas/event.ts';
import { EVENT_FIELD_LABELS } from '../../../schemas/event-field-labels.ts';
import { EVENT_LABELS } from '../../../schemas/event-labels.ts';
import {
  catalogueEntries,
  envelopeSchema,
  type JsonSchema,
} from '../../../schemas/export-json-schemas.ts';
import { faultText, fieldName } from '../../../schemas/fault-words.ts';
import { parseEvent } from '../../../schemas/parse-event.ts';
import { anEvent, permitGranted } from '../../support/an-event.ts';

function faultsOf(raw: Record<string, unknown>, language: 'zh' | 'en' = 'zh'): string[] {
  const parsed = parseEvent(raw);
  return parsed.ok ? [] : parsed.faults.map((fault) => faultText(fault)[language]);
}

const progress = (data: object) =>
  anEvent('site.progress.reported.v1', { data: { ...data, physicalShare: undefined } });

describe('what is wrong with an event', () => {
  it.each([
    [permitGranted({ data: { certNo: undefined } }), '证照编号：没有填写'],
    [permitGranted({ data: { certNo: 5 } }), '证照编号：应为文字'],
    [permitGranted({ data: { certNo: 'x'.repeat(101) } }), '证照编号：最多 100 个字符'],
    [
      permitGranted({ data: { issuedOn: '12月5日' } }),
      '发证日期：应为日期或时间，如 2026-01-15 或 2026-01-15 09:30',
    ],
    [
      permitGranted({ data: { issuedOn: '2025-02-30' } }),
      '发证日期：没有这一天（1992 年以前的日期视为占位）',
    ],
    [
      permitGranted({ data: { projectCode: 'a b' } }),
      '项目编码：应为 1 至 64 个字符，不含空格和 / \\ ? # %',
    ],
    [permitGranted({ source: '/command/x' }), '来源：不能用系统自留的来源名'],
    [permitGranted({ time: undefined, data: { occurredAt: undefined } }), '发生时间：没有填写'],
    [permitGranted({ data: { certNo: 'x\0' } }), '证照编号：含有无法保存的字符，或嵌套过深'],
    [permitGranted({ type: 'cn.x.y' }), '事件类型：事件目录中没有 cn.x.y'],
    [progress({ month: '一月' }), '月份：应为月份，如 2026-01'],
    [progress({ month: '2026-01', investedToDate: -1 }), '累计完成投资（万元）：不能小于 0'],
    [
      anEvent('permit.decision.made.v1', { data: { decision: 'maybe' } }),
      '决定：只能是 approved、conditional、rejected',
    ],
    [
      anEvent('permit.application.accepted.v1', {
        data: { deficiencies: [{ doc: '合同', dueDate: '2025-12-17' }, { doc: '图纸' }] },
      }),
      '容缺材料 › 第 2 项 › 补齐期限：没有填写',
    ],
    [
      anEvent('utility.outage.planned.v1', { data: { from: '2026-01-03', to: '2026-01-02' } }),
      '结束时间：结束早于开始',
    ],
    [
      anEvent('permit.corrected.v1', { data: { changedFields: { projectCode: 'ZZY-2' } } }),
      '更正内容 › 项目编码：不能更改：请作废原事件，再发到正确的项目',
    ],
  ])('is said in words: %#', (raw, said) => {
    expect(faultsOf(raw)).toContain(said);
  });

  it('is said in English, too', () => {
    const raw = permitGranted({ data: { certNo: undefined, issuedOn: 'soon' } });

    expect(faultsOf(raw, 'en')).toEqual([
      'Certificate number: is missing',
      'Issued on: should be a day or a time, such as 2026-01-15 or 2026-01-15 09:30',
    ]);
  });

  it('is said of a whole message without a place', () => {
    const kind = { code: 'futureDated', occurredAt: '2027-01-01', now: '2026-01-15' } as const;

    expect(faultText({ path: '', kind }).zh).toBe(
      '所述时间 2027-01-01 晚于收到时一天以上，先行隔离',
    );
  });
});

describe('the catalogue', () => {
  it('names each type of event in both languages', () => {
    expect(Object.keys(EVENT_LABELS)).toEqual(expect.arrayContaining([...SOURCE_FACT_TYPES]));
    expect(EVENT_LABELS['permit.certificate.issued.v1']).toEqual({
      zh: '发证',
      en: 'Certificate issued',
    });
    expect(EVENT_LABELS['site.corrected.v1']).toEqual({ zh: '更正', en: 'Corrected' });
  });

  it('names each field of each type, and each attribute', () => {
    const schemas = [envelopeSchema(), ...catalogueEntries().map(({ schema }) => schema)];
    const names = new Set(schemas.flatMap(fieldsOf));

    expect([...names].filter((name) => !(name in EVENT_FIELD_LABELS))).toEqual([]);
    expect(fieldName('validUntil')).toEqual({ zh: '有效期至', en: 'Valid until' });
  });
});

function fieldsOf(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    name,
    ...fieldsOf(field),
    ...fieldsOf(field.items ?? {}),
  ]);
}
