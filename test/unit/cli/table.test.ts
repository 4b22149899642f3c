import { describe, expect, it } from '@jest/globals';
import { renderTable } from '../../../cli/table.ts';

describe('renderTable', () => {
  it('keeps columns straight when names are Chinese, and shows an absent value as a dash', () => {
    const text = renderTable(
      ['code', 'name', 'colour'],
      [
        ['ZZY-001', '变电站', 'green'],
        ['ZZY-2', 'abc', null],
      ],
    );

    expect(text.split('\n')).toEqual([
      'code     name    colour',
      'ZZY-001  变电站  green',
      'ZZY-2    abc     -',
    ]);
  });
});
