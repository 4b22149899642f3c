import type { Finding, Flip, Reason, Signal, Status } from './assessment.ts';
import type { Colour } from './definitions.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Sentences with `{places}` that explain.ts fills, `[parts]` only where each place in them has a value; words follow docs/glossary.md. */
export interface Texts {
  colours: Record<Colour, string>;
  /** Why a project shows no colour. */
  grey: Record<Exclude<Status, 'active'>, string>;
  nothingOpen: string;
  /** For whoever may not know what gives the colour. */
  withheld: string;
  /** Between the names of a list. */
  comma: string;
  inBrackets: string;
  /** Names of what reasons call by a code: measures, supplies, colours, the project as a whole. */
  terms: Record<string, string>;
  reasons: Record<Reason['code'], string>;
  held: string;
  /** After the reason of what is red by repetition. */
  repeated: string;
  unverified: string;
  stock: Record<NonNullable<Signal['stock']>, string>;
  exempt: string;
  /** What a leader can offer where an enterprise decides for itself. */
  offer: string;
  /** Before the headline. */
  setByHand: string;
  flips: Record<Flip['by'], string>;
  findings: Record<Finding['code'], string>;
}

const zh: Texts = {
  colours: { red: '红', yellow: '黄', green: '绿', blue: '蓝' },
  grey: {
    pipeline: '储备项目，签约前不亮日期灯',
    paused: '项目挂起，时钟停走',
    completed: '项目已完成',
    terminated: '项目已终止',
  },
  nothingOpen: '没有规则所及的未完成事项',
  withheld: '亮灯原因仅限相关负责人知悉',
  comma: '、',
  inBrackets: '（{names}）',
  terms: {
    ...{ project: '项目', investment: '投资', physical: '形象进度' },
    ...{ power: '电', water: '水', gas: '气', drainage: '排水', telecom: '通信' },
    ...{ red: '红', yellow: '黄', blue: '蓝', green: '绿' },
  },
  reasons: {
    ahead: '{milestone}计划{due}，还有{daysLeft}天[ > {blueWithin}天]',
    dueSoon: '{milestone}计划{due}，还有{daysLeft}天 ≤ {blueWithin}天',
    overdue: '{milestone}计划{due}，超期{daysLate}天[（满{redFrom}天为红）]',
    slip: '{milestone}主动报告预计{forecast}，比计划{due}晚{slip}天，需要什么支持？',
    slipBeforeRedLine:
      '红线节点{milestone}计划{due}，{redLineDueWithin}天内到期，主动报告预计{forecast}，晚{slip}天',
    withdrawn: '{milestone}的依据已撤销或作废，阶段是否回退待人工决定',
    worksWithoutPermit: '{milestone}已于{actual}发生，而前置许可{which}尚未取得，待人工决定',
    gateClosed: '{milestone}已于{actual}完成，其后{items}被撤销或作废，阶段不自动回退，待人工确认',
    limitSoon: '{item}（{authority}）承诺{limitDays}日办结，{due}到期',
    limitOver: '{item}（{authority}）承诺{limitDays}日，{due}已到期而未办结（超{redFrom}日为红）',
    statutoryOver: '{item}（{authority}）已超法定时限{limitDays}日，{due}到期',
    corrections: '{item}已补正或整改{rounds}次（{yellowFrom}次黄，{redFrom}次红）',
    deficiencyOpen: '{item}容缺材料《{document}》应于{due}前补齐',
    deficiencyOver: '{item}容缺材料《{document}》{due}到期未补齐，证件扣发',
    utilitySoon:
      '{item}预计{expected}接通，{milestone}需于{needed}，余{slackWorkingDays}个工作日 ≤ {blueWithin}',
    utilityLate:
      '{item}预计{expected}接通，比{milestone}所需的{needed}晚{lateWorkingDays}个工作日（满{redFrom}日为红）',
    umbrellaSoon: '第{stage}阶段（{lead}牵头）总时限{limitDays}个工作日，{due}到期',
    umbrellaOver: '第{stage}阶段（{lead}牵头）总时限{limitDays}个工作日，{due}已到期而未全部办结',
    presumed: '{item}五个工作日未答复，{since}起推定受理，待联络员确认',
    progressOn: '{measure}完成{actual}，序时应为{scheduled}',
    progressBehind: '{measure}完成{actual}，低于序时{scheduled}',
    blockedSoon:
      '{on}的{milestone}预计{expected}，{gates}需于{needed}，余{slackDays}天 ≤ {blueWithin}天',
    blocked:
      '{on}的{milestone}预计{expected}，比{gates}所需的{needed}晚{lateDays}天（满{redFrom}天为红）',
    noUpdate: '批示“{text}”（{owner}）自{since}起{workingDays}个工作日无进展',
    needUnanswered: '需协调事项“{text}”（{owner}）自{since}起{workingDays}个工作日无回复',
    repeated: '{object}自{since}起黄色满{workingDays}个工作日未解决，升为红色',
    recovering: '{milestone}曾为红色，已于{actual}完成；在下一节点取得证明前计黄色',
    notStarted: '{milestone}计划{due}当月完成，已过{months}个月未完成（满{redAfter}个月为红）',
    notFollowed:
      '{after}于{since}完成后{months}个月，{milestone}仍未完成（满{redAfterMonths}个月为红）',
    accumulated: '同时有{count}个{of}{which}，按规则变差',
    itemDone: '{item}已办结',
    itemRunning: '{item}在办',
    itemNotBegun: '{item}未办',
    itemOver: '{item}超时',
    acceptanceFailed: '{item}验收未通过（{since}），尚未复验通过',
    hazard: '安全隐患（{since}上报）：{text}，尚未报告消除',
    accident: '安全事故或险情（{since}上报）：{text}，尚未报告解除',
    outage: '计划停供（{supply}）：{from}至{to}，请提前安排',
  },
  repeated: '；自{yellowSince}起黄色满{yellowWorkingDays}个工作日未解决，升为红色',
  held: '（待核：颜色保持{heldSince}时的状态，至{heldUntil}）',
  unverified:
    '（待核：{sources}无消息，{verifiedOn}核实为{held}，其后变差待来源发声或联络员确认，不升级）',
  stock: {
    goLive: '（存量：上线时已如此，汇总一次告知，不逐条预警）',
    backfill: '（存量：仅据补录历史，不作预警）',
  },
  exempt: '（正当理由：{documentNo}，{by}同意[，至{until}]，不升级）',
  offer: '企业自身原因：分管领导可同意挂起项目，或以文件认定正当理由',
  setByHand: '{by}应{requestedBy}申请人工定为{colour}，至{until}（{reason}）；规则算得{computed}：',
  flips: {
    plan: '计划经批准调整到{day}或以后，则转{colour}',
    forecast: '预计日期回到{day}或以前，则转{colour}',
    reach: '{milestone}取得证明，则转{colour}',
    finish: '{what}全部办结，则转{colour}',
    makeUp: '补齐{milestone}容缺材料，则转{colour}',
    decide: '由有权人员作出决定',
    gate: '补齐前置许可，则转{colour}',
    progress: '{what}达到{amount}，则转{colour}',
    upstream: '{what}预计不晚于{day}，则转{colour}',
    update: '报告{what}的进展，则转{colour}',
    safe: '现场报告“{what}”已消除，则转{colour}',
    wait: '不采取行动，{day}转{colour}',
  },
  findings: {
    planConflict: '计划冲突：{on}{milestone}预计{expected}，晚于{gates}所需的{needed}',
    gap: '缺少在先的记录：{of}',
    gateOpen: '{milestone}已到，而{gate}未完成，请补数据',
    gateUndetermined: '{milestone}已到，{gate}是否需要办理尚未确定，请确定',
    softGateOpen: '手续缺口：{milestone}先于{gate}，须有文号',
    confirmationDue: '{milestone}待核，{until}前确认或退回',
    correctionOfUnknown: '更正所指的事件尚未到达：{of}',
    voidOfUnknown: '作废所指的事件尚未到达：{of}',
    unknownMilestone: '模板{template}没有节点{milestone}',
    estimated: '{milestone}的工作日期限为推算：该年尚无放假通知',
    sourceSilent: '来源{source}自{since}起无消息，由其证明的节点颜色不算最新',
  },
};

const en: Texts = {
  colours: { red: 'red', yellow: 'yellow', green: 'green', blue: 'blue' },
  grey: {
    pipeline: 'In the pipeline: dates carry no colour before signing',
    paused: 'Paused: its clock stands still',
    completed: 'Completed',
    terminated: 'Terminated',
  },
  nothingOpen: 'Nothing is open that the rules speak of',
  withheld: 'What gives this colour is told to those in charge of it alone',
  comma: ', ',
  inBrackets: ' ({names})',
  terms: {
    ...{ project: 'the project', investment: 'Investment', physical: 'Physical progress' },
    ...{
      power: 'electricity',
      water: 'water',
      gas: 'gas',
      drainage: 'drainage',
      telecom: 'telecom',
    },
    ...{ red: 'red', yellow: 'yellow', blue: 'blue', green: 'green' },
  },
  reasons: {
    ahead: '{milestone} is planned for {due}: {daysLeft} days left[ > {blueWithin}]',
    dueSoon: '{milestone} is planned for {due}: {daysLeft} days left ≤ {blueWithin}',
    overdue: '{milestone} was planned for {due}: {daysLate} days late[ (red from {redFrom})]',
    slip: '{milestone} is reported for {forecast}, {slip} days after its plan {due}: what would help?',
    slipBeforeRedLine:
      'Red-line {milestone}, planned for {due}, is due within {redLineDueWithin} days and reported for {forecast}, {slip} days late',
    withdrawn:
      'What proved {milestone} was withdrawn; whether the stage goes back waits for a decision',
    worksWithoutPermit:
      '{milestone} took place on {actual} before its permit{which}; it waits for a decision',
    gateClosed:
      '{milestone} was reached on {actual} and {items} was taken back since; the stage stays until somebody confirms',
    limitSoon: '{item} ({authority}) is promised within {limitDays} days, by {due}',
    limitOver:
      '{item} ({authority}) was promised within {limitDays} days, by {due} (red from {redFrom} over)',
    statutoryOver: '{item} ({authority}) is past its statutory limit of {limitDays} days, {due}',
    corrections:
      '{item} was sent back {rounds} times (yellow from {yellowFrom}, red from {redFrom})',
    deficiencyOpen: '{item} was accepted without “{document}”, which is to follow by {due}',
    deficiencyOver: '{item} still lacks “{document}”, due on {due}: its certificate is held back',
    utilitySoon:
      '{item} is expected on {expected}, {slackWorkingDays} working days before {milestone} needs it on {needed} (≤ {blueWithin})',
    utilityLate:
      '{item} is expected on {expected}, {lateWorkingDays} working days after {milestone} needs it on {needed} (red from {redFrom})',
    umbrellaSoon:
      'Stage {stage}, led by {lead}, is promised within {limitDays} working days, by {due}',
    umbrellaOver:
      'Stage {stage}, led by {lead}, was promised within {limitDays} working days, by {due}',
    presumed:
      '{item} counts as accepted since {since}, after five silent working days, until somebody confirms it',
    progressOn: '{measure} stands at {actual}, scheduled {scheduled}',
    progressBehind: '{measure} stands at {actual}, behind the scheduled {scheduled}',
    blockedSoon:
      '{milestone} of {on} is expected on {expected}, {slackDays} days before {gates} needs it on {needed} (≤ {blueWithin})',
    blocked:
      '{milestone} of {on} is expected on {expected}, {lateDays} days after {gates} needs it on {needed} (red from {redFrom})',
    noUpdate:
      'No word on the instruction “{text}” ({owner}) for {workingDays} working days, since {since}',
    needUnanswered:
      'No answer to the need “{text}” ({owner}) for {workingDays} working days, since {since}',
    repeated:
      '{object} has been yellow for {workingDays} working days, since {since}: it turns red',
    recovering: '{milestone} was red and took place on {actual}: yellow until the next evidence',
    notStarted:
      '{milestone} was planned for the month of {due}: {months} months over (red from {redAfter})',
    notFollowed:
      '{milestone} is open {months} months after {after} of {since} (red from {redAfterMonths})',
    accumulated: '{count} are {of} at the same time{which}, which makes it worse',
    itemDone: '{item} is done',
    itemRunning: '{item} is under way',
    itemNotBegun: '{item} has not begun',
    itemOver: '{item} is over its time',
    acceptanceFailed: '{item} did not pass acceptance on {since} and has not passed since',
    hazard: 'A hazard, reported on {since}: {text}; nobody has reported it as over',
    accident: 'An accident or danger, reported on {since}: {text}; nobody has reported it as over',
    outage: 'No {supply} from {from} to {to}: please prepare',
  },
  repeated: '; yellow for {yellowWorkingDays} working days, since {yellowSince}, it turns red',
  held: ' (unconfirmed: the colour stays as on {heldSince} until {heldUntil})',
  unverified:
    ' (to be verified: {sources} silent, {held} on {verifiedOn}; what got worse since climbs no ladder until the source speaks or a liaison confirms it)',
  stock: {
    goLive: ' (stock: so before the project went live, told once in a digest, not as news)',
    backfill: ' (stock: by loaded history alone, no alert)',
  },
  exempt: ' (excused by {documentNo}, {by}[, until {until}]: climbs no ladder)',
  offer:
    'the enterprise decides for itself: a division leader may pause the project, or excuse it by a document',
  setByHand:
    'Set to {colour} by hand until {until}, asked for by {requestedBy} and approved by {by} ({reason}); the rules say {computed}: ',
  flips: {
    plan: '{colour} with an approved plan of {day} or later',
    forecast: '{colour} with a forecast of {day} or earlier',
    reach: '{colour} once {milestone} is proved',
    finish: '{colour} once all of {what} are done',
    makeUp: '{colour} once what {milestone} lacks is handed in',
    decide: 'cleared by the decision of someone entitled to it',
    gate: '{colour} once the permit is there',
    progress: '{colour} once {what} reaches {amount}',
    upstream: '{colour} once {what} is expected by {day}',
    update: '{colour} once somebody says how {what} stands',
    safe: '{colour} once the site reports “{what}” as over',
    wait: '{colour} on {day} if nothing happens',
  },
  findings: {
    planConflict:
      'Plan conflict: {on} {milestone} is expected on {expected}, after {gates} needs it on {needed}',
    gap: 'An earlier record is missing: {of}',
    gateOpen: '{milestone} is reached while {gate} is open: please complete the data',
    gateUndetermined:
      '{milestone} is reached, and whether it needs {gate} is not determined: please decide',
    softGateOpen: '{milestone} came before {gate}: a document number is needed',
    confirmationDue: '{milestone} is to be confirmed or returned by {until}',
    correctionOfUnknown: 'The corrected event has not arrived yet: {of}',
    voidOfUnknown: 'The voided event has not arrived yet: {of}',
    unknownMilestone: 'Template {template} has no milestone {milestone}',
    estimated: 'The working days of {milestone} are estimated: no holiday notice for that year yet',
    sourceSilent:
      'Nothing was heard of {source} since {since}: colours of what it could prove are not fresh',
  },
};

export const TEXTS: Record<Language, Texts> = { zh, en };
