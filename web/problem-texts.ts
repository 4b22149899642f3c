import type { ApiErrorCode } from '../api/errors.ts';
import type { Problem } from '../api/responses.ts';
import type { Language } from '../domain/texts.ts';
import type { RefusalCode } from '../domain/verdict.ts';

/** What a refusal says to a person: in English as the API tells it, in Chinese by its code; the API's own words where there are none. */
export function problemText({ code, detail, help }: Problem, language: Language): string {
  const told = [detail, help].filter(Boolean).join(' ');
  if (language === 'en') return told;
  const text = TEXTS.get(code);
  if (text === undefined) return told;
  return SAYS_MORE.has(code) ? `${text}（${detail}）` : text;
}

const REFUSALS = {
  NOT_REGISTERED: '该项目还没有登记，请先登记。',
  ALREADY_REGISTERED: '该编码的项目已登记；要修改请在项目页办理。',
  UNKNOWN_MILESTONE: '该项目的流程中没有这个节点。',
  UNKNOWN_TRAIT: '项目特征的取值不对，请按选项填写。',
  NOT_IN_PLAN: '该节点不在项目的计划中。',
  ALREADY_REACHED: '该节点已经完成。',
  NOT_IN_FUTURE: '日期应晚于今天。',
  PROJECT_CLOSED: '项目已办结或终止；要继续办理请先重新打开。',
  NOT_CLOSED: '项目仍在办，不需要重新打开。',
  ALREADY_PAUSED: '项目已经暂停，请先恢复。',
  NOT_PAUSED: '项目没有暂停。',
  UNKNOWN_CHANGE: '没有这项计划调整申请。',
  CHANGE_OPEN: '该节点已有一项计划调整在等批准，请先处理它。',
  NOTHING_CHANGES: '与现状相同，没有要改的。',
  ROLE_TOO_LOW: '您的岗位不能办理此项，请由有权的人办理。',
  SAME_PERSON: '须由另一人办理：提出人、报告人不能自己确认或批准。',
  NOTHING_TO_DECIDE: '目前没有需要决定的内容，可能他人已办理。',
  DOCUMENT_REQUIRED: '请填写作为依据的文号或材料名称。',
  INVALID_PERIOD: '日期前后不符，请核对起止日期和今天的日期。',
  DEPENDENCY_CYCLE: '这样会使项目互相等待，请核对前置项目。',
  APPROVAL_NOT_OPEN: '该项目还没有开始并联审批。',
  UNKNOWN_ITEM: '审批中没有这个事项。',
  UNKNOWN_APPLICATION: '没有这个办件编号。',
  SEVERAL_APPLICATIONS: '该事项有几个在办件，请填写办件编号。',
  UNKNOWN_DEPARTMENT: '该事项不征求这个部门的意见。',
  NOT_APPLICABLE: '该事项已定为不需要办理；要办请先改为需要。',
  NOT_READY: '前置事项还没有办结，暂不能办理。',
  WRONG_STATE: '该事项目前的状态不能这样办理，可能他人已办理。',
  WRONG_KIND: '该事项不是这样办理的：报装登记环节，审批登记受理和决定。',
  MODE_NOT_ALLOWED: '该事项不能用这种受理方式。',
  STOP_NOT_ALLOWED: '该事项不能以此原因停表。',
  VETO_STANDS: '有部门不同意，须先由其改变意见。',
  CERTIFICATE_HELD: '证照还在有效状态，须先撤销。',
  UNKNOWN_ALERT: '没有这条预警。',
  ALERT_CLOSED: '该预警已销号。',
  ALREADY_ACKNOWLEDGED: '已有人签收。',
  NOT_CLEARED: '按事实该预警仍然成立，请先登记变化。',
  EVIDENCE_REQUIRED: '请写明整改内容或核实依据（文件、照片、现场察看）。',
  UNKNOWN_SIGNAL: '没有这个预警信号，可能已消除。',
  UNKNOWN_INSTRUCTION: '没有这条批示或需协调事项。',
  ALREADY_INSTRUCTED: '这条批示已经记录过。',
  PERIOD_TOO_LONG: '期限超过了预警规则允许的最长时间。',
} as const satisfies Record<RefusalCode, string>;

const OF_THE_API = {
  INVALID_INPUT: '填写的内容不符合要求',
  SIGN_IN_NEEDED: '登录已过期，请重新登录。',
  CSRF_REFUSED: '登录已更新，请刷新页面后再试。',
  PERSON_UNKNOWN: '您不在园区人员名单中，请联系管理员。',
  PERSON_INACTIVE: '您在人员名单中已停用，请联系管理员。',
  NOT_ALLOWED: '您没有办理或查看此项的权限；需要时请联系管理员。',
  ACTOR_NOT_YOU: '不能以他人名义办理。',
  ROUTE_NOT_FOUND: '没有这个地址。',
  PROJECT_NOT_FOUND: '没有这个项目，或它不对您开放。',
  APPROVAL_NOT_FOUND: '该项目没有这一轮审批：收到第一条办件事件，或到达模板规定的节点时开启。',
  ITEM_NOT_FOUND: '这一轮审批中没有这个事项。',
  ALERT_NOT_FOUND: '没有这条预警，或它不对您开放。',
  DEAD_LETTER_NOT_FOUND: '没有这条死信，可能已清理。',
  COMMAND_CONFLICT: '这一操作已提交过，请刷新页面后再试。',
  BODY_TOO_LARGE: '内容太大：清单文件不超过 10 MB。',
  UNKNOWN_TEMPLATE: '没有这个流程模板。',
  UNKNOWN_APPROVAL: '没有这个审批模板。',
  UNKNOWN_POLICY: '没有这个预警规则。',
  TOO_MANY_REQUESTS: '操作太频繁，请稍后再试。',
  ISSUER_AWAY: '身份服务没有应答，请稍后再试。',
  POSTGRES_AWAY: '数据库没有应答，请稍后再试；已提交的内容不会丢失。',
  SUBJECT_FAULTED: '该项目的事实暂不能评定，请联系管理员。',
  NEWER_CORE: '系统正在升级，请稍后再试。',
  INTERNAL: '系统出错，请稍后再试；反复出现请联系管理员。',
} as const satisfies Partial<Record<ApiErrorCode, string>>;

const OF_ROUTES = {
  NOTHING_PARKED: '没有事件在等这个编码，可能他人已处理。',
  LEDGER_QUESTION_ANSWERED: '这个问题已有人答复。',
  TOO_MANY_VIEWS: '保存的视图太多，请先删除不用的。',
  VIEW_NOT_FOUND: '没有这个视图，可能已删除。',
  SLIP_NUMBER_TAKEN: '这个编号已被另一张督办单使用。',
  FACT_NOT_FOUND: '没有这条原始事件。',
  WORKBOOK_UNREADABLE: '这个文件不能读取，请另存为 .xlsx 工作簿后再传',
  IMPORT_NOT_FOUND: '没有这次导入。',
  IMPORT_ROW_NOT_FOUND: '这次导入中没有这一行。',
  IMPORT_CONFIRMED: '这次导入已确认写入，不能再改。',
  UNREADABLE: '服务器没有正常应答，请稍后再试。',
} as const;

const TEXTS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...REFUSALS, ...OF_THE_API, ...OF_ROUTES }),
);

// Those whose details name the field or the fault, which no code can.
const SAYS_MORE: ReadonlySet<string> = new Set(['INVALID_INPUT', 'WORKBOOK_UNREADABLE']);
