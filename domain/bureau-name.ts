import type { Language } from './texts.ts';

/**
 * A bureau, as approval templates name it in short, in the words of a language; `住建/交通` and
 * `园区+自规` are several. A name of which a part is not known stays as it is.
 */
export function bureauName(name: string, language: Language): string {
  if (language === 'zh') return name;
  const parts = name.split(/([/+])/).map((part) => ENGLISH.get(part));
  return parts.every((part) => part !== undefined) ? parts.join('') : name;
}

const ENGLISH: ReadonlyMap<string, string> = new Map([
  ['/', ' / '],
  ['+', ' and '],
  ['发改', 'development and reform'],
  ['自规', 'natural resources and planning'],
  ['公共资源', 'public resources trading'],
  ['不动产登记', 'real estate registration'],
  ['生态环境', 'ecology and environment'],
  ['水务', 'water affairs'],
  ['应急', 'emergency management'],
  ['人防', 'civil air defence'],
  ['住建', 'housing and construction'],
  ['交通', 'transport'],
  ['城管', 'urban management'],
  ['市场监管', 'market regulation'],
  ['经信', 'industry and information technology'],
  ['能源', 'energy'],
  ['能源主管', 'energy authority'],
  ['通信', 'telecom administration'],
  ['档案馆', 'archives'],
  ['街道', 'sub-district office'],
  ['审图', 'drawing review'],
  ['审图机构', 'drawing review body'],
  ['各主管部门', 'the bureaus in charge'],
  ['行业', 'bureau of the trade'],
  ['园区', 'the park'],
  ['供电', 'power supply'],
  ['水务集团', 'water company'],
  ['燃气', 'gas company'],
  ['水电气讯企业', 'utility companies'],
  ['权属', 'owner of the works'],
  ['权属单位', 'owner of the works'],
  ['调度', 'grid dispatch'],
  ['载体业主', 'owner of the premises'],
]);
