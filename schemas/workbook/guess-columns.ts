import type { SheetMap } from './sheet-map.ts';
import { DATE_KINDS, type DateKind, type PlainField, type SheetField } from './sheet-field.ts';
import { plainHeading } from './plain-heading.ts';

/** What is known when columns are guessed: names of milestones by code, and the year of the list. */
export interface ColumnsKnown {
  /** Code by name, for every name that any lifecycle gives it; without blanks. */
  milestones: ReadonlyMap<string, string>;
  year: number;
}

/** The names under which lifecycles know their milestones, with those that lists use beside them. */
export function milestoneNames(
  templates: Iterable<{ milestones: readonly { code: string; label: { zh: string } }[] }>,
): Map<string, string> {
  const names = new Map<string, string>(Object.entries(USUAL));
  for (const { milestones } of templates) {
    for (const { code, label } of milestones) {
      names.set(code, code);
      for (const part of [label.zh, ...label.zh.split('/')]) {
        if (!names.has(plainHeading(part))) names.set(plainHeading(part), code);
      }
    }
  }
  return names;
}

/** What each heading holds: by the saved map where it names it, else by guess; the first of two of a kind counts. */
export function guessColumns(
  headings: readonly string[],
  known: ColumnsKnown,
  saved?: Pick<SheetMap, 'columns'>,
): (SheetField | null)[] {
  const named = new Map(
    Object.entries(saved?.columns ?? {}).map(([name, field]) => [plainHeading(name), field]),
  );
  const taken = new Set<SheetField>();
  return headings.map((heading) => {
    const own = named.get(plainHeading(heading));
    const field = own === undefined ? guessField(heading, known) : own;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** What a heading most likely holds; null for what is not read. */
export function guessField(heading: string, { milestones, year }: ColumnsKnown): SheetField | null {
  const name = plainHeading(heading).replace(/\([^)]*\)$/u, '');
  if (name === '') return null;
  return plainField(name) ?? yearField(name, year) ?? dateField(name, milestones);
}

// Names of milestones in lists that no lifecycle has as its own.
const USUAL: Readonly<Record<string, string>> = {
  ...{ 签约: 'signed', 立项: 'signed', 备案: 'filed', 供地: 'landSupplied', 摘牌: 'landSupplied' },
  ...{ 开工: 'groundbreaking', 动工: 'groundbreaking', 封顶: 'toppedOut', 主体封顶: 'toppedOut' },
  ...{ 设备进场: 'equipmentIn', 竣工: 'accepted', 竣工验收: 'accepted', 验收: 'accepted' },
  ...{ 试生产: 'trialProduction', 投产: 'production', 达产: 'fullOutput', 满产: 'fullOutput' },
  ...{ 施工许可: 'constructionPermit', 规划许可: 'planningPermit', 送电: 'energised' },
};

const NAMES: Readonly<Record<PlainField, readonly string[]>> = {
  code: ['项目代码', '项目编码', '项目编号', '统一代码', '代码', '编码', 'code'],
  name: ['项目名称', '名称', '项目', 'name'],
  investor: ['投资主体', '投资方', '业主', '业主单位', '建设单位', '企业名称', '投资企业'],
  kind: ['项目类别', '项目类型', '类别', '类型', '建设性质', '项目性质'],
  template: ['生命周期模板', '模板', '流程模板'],
  priority: ['优先级', '重要程度', '项目等级', '项目级别'],
  manager: ['项目经理', '责任人', '项目负责人', '项目秘书', 'A角'],
  deputy: ['B角', '副经理', '协办人'],
  patron: ['分管领导', '挂点领导', '包保领导', '联系领导', '牵头领导'],
  totalInvestment: ['总投资', '总投资额', '计划总投资', '投资总额'],
  content: ['建设内容', '建设规模及内容', '主要建设内容', '建设内容及规模', '项目概况'],
  unit: ['责任单位', '牵头单位', '责任部门', '牵头部门', '专班'],
  siteArea: ['用地面积', '占地面积', '占地', '用地'],
  floorArea: ['建筑面积', '总建筑面积', '建设面积'],
};

function plainField(name: string): PlainField | undefined {
  const entry = Object.entries(NAMES).find(([, names]) => names.includes(name));
  // `as`: the keys of NAMES are the plain fields.
  return entry?.[0] as PlainField | undefined;
}

function yearField(name: string, year: number): SheetField | undefined {
  const match =
    /^(?:(20\d\d)年?|(年度|当年|今年|本年))(?:度)?(?:计划(?:完成)?)?投资(?:额|计划|任务)?$/u.exec(
      name,
    );
  return match ? `yearInvestment:${Number(match[1] ?? year)}` : undefined;
}

const KIND_WORDS: Record<DateKind, readonly string[]> = {
  actual: ['实际', '已完成', '完成情况'],
  forecast: ['预计', '预测', '预期'],
  planned: ['计划', '目标', '节点', '应', '拟'],
};
const OF_A_DATE = /时间|日期|时点|时限|年月/gu;

function dateField(name: string, milestones: ColumnsKnown['milestones']): SheetField | null {
  const kinds = DATE_KINDS.filter((kind) => KIND_WORDS[kind].some((word) => name.includes(word)));
  const [kind = 'planned', another] = kinds;
  if (another !== undefined) return null;
  const words = new RegExp(KIND_WORDS[kind].join('|'), 'gu');
  const hasWord = kinds.length > 0 || name.search(OF_A_DATE) !== -1;
  const bare = name.replace(words, '').replace(OF_A_DATE, '').replaceAll(/[()]/gu, '');
  const milestone = milestones.get(name) ?? milestones.get(bare);
  return milestone !== undefined && (hasWord || milestones.has(name))
    ? `${kind}:${milestone}`
    : null;
}
