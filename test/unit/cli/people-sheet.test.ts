import { describe, expect, it } from '@jest/globals';
import { utils, write } from '@e965/xlsx';
import { readPeopleSheet } from '../../../cli/people-sheet.ts';

function sheetOf(rows: unknown[][]): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '人员');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer; // `as`: untyped by the library
}

describe('readPeopleSheet', () => {
  it('reads people by the names of columns, whatever their order', () => {
    const people = readPeopleSheet(
      sheetOf([
        ['姓名', '账号', '角色', '部门', '手机', '邮箱', '备注'],
        ['王工', 'wang', '项目经理、值班', '', 13_800_000_000, 'wang@park.example', 'x'],
        [],
        ['李工', 'li', '审批联络员', '住建，自规', '', '', ''],
      ]),
    );

    expect(people).toMatchObject([
      {
        id: 'wang',
        name: '王工',
        offices: ['projectManager', 'duty'],
        addresses: { email: 'wang@park.example', sms: '13800000000' },
        channels: ['email', 'sms'],
        active: true,
      },
      { id: 'li', offices: ['permitLiaison'], departments: ['住建', '自规'], addresses: {} },
    ]);
  });

  it('names every row at fault', () => {
    const sheet = sheetOf([
      ['账号', '姓名', '角色'],
      ['wang', '', '项目经理'],
      ['li', '李工', '国王'],
    ]);
    expect(() => readPeopleSheet(sheet)).toThrow(/row 2: .*name[\s\S]*row 3: .*offices/);
  });

  it('says which column it misses', () => {
    expect(() => readPeopleSheet(sheetOf([['姓名'], ['王工']]))).toThrow('账号');
  });
});
