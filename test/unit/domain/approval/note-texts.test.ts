import { describe, expect, it } from '@jest/globals';
import type { Duty } from '../../../../domain/approval/assessment.ts';
import type { QualityNote } from '../../../../domain/approval/dossier.ts';
import { explainNote, notesToSettle } from '../../../../domain/approval/note-texts.ts';

const note = (code: QualityNote['code'], words: Record<string, string> = {}): QualityNote => ({
  ...{ code, item: 'G19', application: 'SP-1', words },
  ref: { source: '/permit/test', id: code },
});
const items = [{ id: 'G19', name: { zh: '施工许可', en: 'Construction permit' } }];
const step = { step: 'accepted', on: '2026-01-12' };

describe('a note of an approval', () => {
  it.each([
    [
      note('lateStep', { ...step, known: '2026-01-09' }),
      '施工许可（SP-1）：“受理”的日期矛盾：2026-01-09与2026-01-12',
      '核对哪个日期正确，另一个由来源更正',
    ],
    [
      note('lateStep', { ...step, state: 'approved' }),
      '施工许可（SP-1）：2026-01-12的“受理”与已知的后续状态“已批准”先后矛盾',
      '核对先后和日期，有误的由来源更正',
    ],
    [
      note('illegalStep', { ...step, step: 'resumed', state: 'submitted' }),
      '施工许可（SP-1）：2026-01-12的“恢复计时”与当时状态“已申报”矛盾，未计入',
      '核对办理步骤，有误的由来源更正或作废',
    ],
    [
      note('gap', { ...step, step: 'decided', missing: 'accepted' }),
      '施工许可（SP-1）：2026-01-12已有“决定”，缺少在先的受理记录',
      '请来源补报受理记录；确实没有的，在该事项的待核中确认',
    ],
    [
      note('gap', { ...step, step: 'revoked', missing: 'certified', certNo: 'Z-9' }),
      '施工许可（SP-1）：2026-01-12撤销证照Z-9，缺少该证的发证记录',
      '请来源补报发证记录；确实没有的，在该事项的待核中确认',
    ],
    [
      note('stopNotAllowed', { stop: 'S-1', reason: 'CUSTOMER_WORKS' }),
      '施工许可（SP-1）：“用户工程”不是该事项可以停表的原因，时限照走',
      '核对停表原因，有误的由来源更正；无误的，时限照走并告知审批部门',
    ],
    [
      { ...note('unknownItem'), item: 'G99', application: '-' },
      '审批模板没有事项G99，其记录未计入',
      '核对事项编码，有误的由来源更正；确有此事项的，改用含有它的模板版本',
    ],
  ])('says what it is and what is to be done: %#', (one, text, todo) => {
    expect(explainNote(one, items, 'zh')).toEqual({ text, todo });
  });

  it('is told in English, too', () => {
    expect(explainNote(note('lateStep', { ...step, known: '2026-01-09' }), items, 'en')).toEqual({
      text: 'Construction permit (SP-1): contradictory days of the acceptance, 2026-01-09 and 2026-01-12',
      todo: 'Check which day is right; have the source correct the other',
    });
  });
});

describe('what an approval has to settle', () => {
  const gap = note('gap');
  const confirm: Duty = {
    ...{ id: 'G19/1/confirm/gap', kind: 'confirm', item: 'G19', round: 1, detail: 'gap' },
    ...{ holder: 'park', authority: '住建', since: '2026-01-12', words: {} },
  };

  it('is a gap until somebody has confirmed it', () => {
    const notes = [gap];

    expect(notesToSettle({ notes, duties: [confirm], closed: false })).toEqual(notes);
    expect(notesToSettle({ notes, duties: [], closed: false })).toEqual([]);
  });

  it('is nothing that was voided, and nothing once it is closed', () => {
    const late = note('lateStep');

    expect(notesToSettle({ notes: [note('voided'), late], duties: [], closed: false })).toEqual([
      late,
    ]);
    expect(notesToSettle({ notes: [late, gap], duties: [confirm], closed: true })).toEqual([]);
  });
});
