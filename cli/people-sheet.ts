import type { Office } from '../domain/alert/recipients.ts';
import { describeFaults, faultsOf } from '../schemas/fault.ts';
import type { Cell } from '../schemas/ledger-cell.ts';
import { Person } from '../schemas/person.ts';
import { readXlsx } from './ledger-xlsx.ts';

/** Columns of a list of people, by the names that their heads may have. */
const HEADS = {
  id: ['账号', '工号', 'id', 'account'],
  name: ['姓名', 'name'],
  offices: ['角色', '岗位', 'offices', 'roles'],
  departments: ['部门', '负责部门', 'departments'],
  projects: ['项目', '项目编号', 'projects'],
  email: ['邮箱', '电子邮箱', 'email', 'e-mail'],
  sms: ['手机', '电话', 'phone', 'mobile'],
} as const;
type Column = keyof typeof HEADS;

/** Offices as such lists name them. */
const OFFICE_NAMES: Readonly<Record<string, Office>> = {
  专班: 'team',
  分管领导: 'divisionLeader',
  主要领导: 'mainLeader',
  项目经理: 'projectManager',
  督查室: 'supervision',
  审批联络员: 'permitLiaison',
  水电气联络员: 'utilityLiaison',
  企业联络人: 'enterpriseContact',
  管理员: 'administrator',
  审计: 'auditor',
  值班: 'duty',
};

/** The people of a workbook's first sheet, whose first row names the columns. Throws an Error with every row at fault. */
export function readPeopleSheet(bytes: Buffer): Person[] {
  const [head = [], ...rows] = readXlsx(bytes).rows;
  const columns = columnsOf(head);
  const faults: string[] = [];
  const people = rows.flatMap((row, index) => {
    const read = Object.fromEntries(
      Object.entries(columns).map(([column, at]) => [column, textOf(row[at])]),
    );
    if (Object.values(read).every((text) => text === '')) return [];
    const result = Person.safeParse(personOf(read));
    if (result.success) return [result.data];
    faults.push(`row ${index + 2}: ${describeFaults(faultsOf(result.error))}`);
    return [];
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return people;
}

function columnsOf(head: readonly (Cell | undefined)[]): Partial<Record<Column, number>> {
  const names = head.map((cell) => textOf(cell).toLowerCase());
  // `as`: the keys of a constant table.
  const columns = (Object.keys(HEADS) as Column[]).flatMap((column): [Column, number][] => {
    const known: readonly string[] = HEADS[column];
    const at = names.findIndex((name) => known.includes(name));
    return at < 0 ? [] : [[column, at]];
  });
  const found = columns.map(([column]) => column);
  for (const needed of ['id', 'name'] as const) {
    if (!found.includes(needed))
      throw new Error(`no column is named ${HEADS[needed].join(' or ')}`);
  }
  return Object.fromEntries(columns);
}

function personOf(read: Partial<Record<string, string>>): unknown {
  const { id, name, offices = '', departments = '', projects = '', email, sms } = read;
  const addresses = Object.entries({ email, sms }).filter(([, address]) => address);
  return {
    id,
    name,
    offices: listOf(offices).map((office) => OFFICE_NAMES[office] ?? office),
    departments: listOf(departments),
    projects: listOf(projects),
    addresses: Object.fromEntries(addresses),
    channels: addresses.map(([channel]) => channel),
  };
}

const listOf = (text: string): string[] =>
  text.split(/[\s,，、;；]+/).filter((part) => part !== '');

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (cell.kind === 'number') return String(cell.value);
  return cell.kind === 'text' ? cell.text.trim() : '';
}
