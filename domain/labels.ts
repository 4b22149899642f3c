import type { CaseRecord, CaseState, CloseCause } from './alert/case.ts';
import type { Office } from './alert/recipients.ts';
import type { DutyKind, Holder } from './approval/assessment.ts';
import type { ItemState } from './approval/record.ts';
import type { Utility, UtilityStep } from './approval/template.ts';
import type { MilestoneState, Signal, Status } from './assessment.ts';
import type { Label, Phase } from './definitions.ts';
import type { Caveat } from './caveat.ts';
import type { DangerLevel, EvidenceLevel, Post } from './fact.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** Names of what answers call by a code; the words of docs/glossary.md. */
interface Labels {
  phase: Record<Phase | 'lead', Label>;
  status: Record<Status, Label>;
  milestoneState: Record<MilestoneState, Label>;
  evidence: Record<EvidenceLevel, Label>;
  itemState: Record<ItemState, Label>;
  signal: Record<Signal['kind'], Label>;
  caveat: Record<Caveat, Label>;
  caseState: Record<CaseState, Label>;
  caseRecord: Record<CaseRecord['kind'], Label>;
  closeCause: Record<CloseCause, Label>;
  role: Record<Office, Label>;
  post: Record<Post, Label>;
  holder: Record<Holder, Label>;
  duty: Record<DutyKind, Label>;
  utility: Record<Utility, Label>;
  utilityStep: Record<UtilityStep, Label>;
  danger: Record<DangerLevel, Label>;
  timeline: Record<TimelineEntry['kind'], Label>;
}

const word = (zh: string, en: string): Label => ({ zh, en });

const ofProjects: Pick<Labels, 'phase' | 'status' | 'milestoneState' | 'evidence' | 'danger'> = {
  phase: {
    lead: word('洽谈', 'Before signing'),
    signing: word('签约', 'Signed'),
    groundbreaking: word('开工', 'Under construction'),
    production: word('投产', 'In production'),
    fullOutput: word('满产', 'Full output'),
  },
  status: {
    pipeline: word('储备', 'Pipeline'),
    active: word('在建', 'Active'),
    paused: word('挂起', 'Paused'),
    completed: word('已完成', 'Completed'),
    terminated: word('已终止', 'Terminated'),
  },
  milestoneState: {
    open: word('未到', 'To come'),
    reported: word('待核', 'Reported, to be confirmed'),
    reached: word('已完成', 'Reached'),
    withdrawn: word('依据已撤销', 'Proof withdrawn'),
    withoutPermit: word('未批先建', 'Without its permit'),
    notApplicable: word('不适用', 'Not applicable'),
  },
  evidence: {
    reported: word('上报', 'Reported'),
    confirmed: word('确认', 'Confirmed'),
    certified: word('证照', 'Certified'),
  },
  danger: { hazard: word('隐患', 'Hazard'), accident: word('事故', 'Accident') },
};

const ofApprovals: Pick<Labels, 'itemState' | 'holder' | 'duty' | 'utility' | 'utilityStep'> = {
  itemState: {
    notStarted: word('前置未齐', 'Waits for others'),
    ready: word('可申报', 'Ready to apply'),
    submitted: word('已申报', 'Submitted'),
    accepted: word('已受理', 'Accepted'),
    correctionRequested: word('补正', 'Correction requested'),
    notAccepted: word('不予受理', 'Not accepted'),
    inReview: word('审查中', 'In review'),
    suspended: word('停表', 'Clock stopped'),
    approved: word('已批准', 'Approved'),
    approvedWithConditions: word('附条件批准', 'Approved with conditions'),
    rejected: word('不予批准', 'Rejected'),
    deemedConsent: word('超时默认', 'Deemed consent'),
    withdrawn: word('已撤回', 'Withdrawn'),
    lapsed: word('已失效', 'Lapsed'),
    certificateIssued: word('已发证', 'Certificate issued'),
    amended: word('已变更', 'Amended'),
    revoked: word('已撤销', 'Revoked'),
  },
  holder: {
    authority: word('审批部门', 'Authority'),
    enterprise: word('企业', 'Enterprise'),
    intermediary: word('中介机构', 'Hired body'),
    utility: word('水电气讯单位', 'Utility'),
    park: word('园区', 'Park'),
  },
  duty: {
    apply: word('申报', 'Apply'),
    accept: word('受理', 'Accept'),
    decide: word('作出决定', 'Decide'),
    opinion: word('征求意见', 'Opinion'),
    correct: word('补正', 'Correct'),
    makeUp: word('容缺补齐', 'Hand in what is missing'),
    consentAnnounced: word('超时默认预告', 'Silence will count as consent'),
    confirm: word('待核', 'Confirm'),
    checkPromise: word('核查承诺', 'Check the promise'),
    step: word('办理报装环节', 'Next step of the supply'),
    determine: word('确定是否适用', 'Determine whether it applies'),
  },
  utility: {
    power: word('供电', 'Electricity'),
    water: word('供水', 'Water'),
    gas: word('供气', 'Gas'),
    drainage: word('排水', 'Drainage'),
    telecom: word('通信', 'Telecom'),
  },
  utilityStep: {
    accepted: word('受理', 'Accepted'),
    surveyed: word('勘查', 'Surveyed'),
    proposalIssued: word('供应方案答复', 'Proposal issued'),
    proposalConfirmed: word('方案确认', 'Proposal confirmed'),
    worksStarted: word('外线开工', 'Works started'),
    worksCompleted: word('外线完工', 'Works completed'),
    inspected: word('竣工检验', 'Inspected'),
    connected: word('接通', 'Connected'),
  },
};

const ofAlerts: Pick<Labels, 'signal' | 'caveat' | 'caseState' | 'caseRecord' | 'closeCause'> = {
  signal: {
    due: word('到期', 'Due date'),
    forecast: word('预计推迟', 'Reported slip'),
    withdrawn: word('依据撤销', 'Withdrawn proof'),
    compliance: word('合规', 'Compliance'),
    limit: word('审批时限', 'Time limit'),
    corrections: word('反复补正', 'Rounds of correction'),
    deficiency: word('容缺', 'Deficiency'),
    utilityNeed: word('水电气接通', 'Utility connection'),
    umbrella: word('阶段总时限', 'Limit of the stage'),
    presumed: word('推定受理', 'Presumed acceptance'),
    progress: word('进度', 'Progress'),
    blocked: word('上游项目', 'Upstream project'),
    noUpdate: word('批示与协调无进展', 'No word on an instruction'),
    recovery: word('先红后补', 'Recovery'),
    startMonth: word('开工月', 'Month of start'),
    followUp: word('后续节点', 'Follow-up'),
    accumulation: word('多项叠加', 'Several at once'),
    itemState: word('事项办理', 'State of an item'),
    quality: word('验收质量', 'Acceptance'),
    safety: word('安全', 'Safety'),
    outage: word('停供', 'Outage'),
  },
  caveat: { unverified: word('待核', 'Unverified'), exempt: word('正当理由', 'Excused') },
  caseState: {
    open: word('未解决', 'Open'),
    toVerify: word('待核验销号', 'To be verified'),
    toApprove: word('待批准销号', 'To be approved'),
    closed: word('已销号', 'Closed'),
  },
  caseRecord: {
    opened: word('触发', 'Opened'),
    worsened: word('加重', 'Worsened'),
    eased: word('减轻', 'Eased'),
    cleared: word('事实解除', 'Cleared by the facts'),
    returned: word('退回', 'Returned'),
    reopened: word('再次触发', 'Reopened'),
    hidden: word('暂不提示', 'Hidden'),
    shown: word('恢复提示', 'Shown again'),
    acknowledged: word('签收', 'Acknowledged'),
    snoozed: word('稍后提醒', 'Snoozed'),
    delegated: word('转办', 'Delegated'),
    rectified: word('整改', 'Rectification'),
    verified: word('核验', 'Verified'),
    rejected: word('核验退回', 'Rejected'),
    closed: word('销号', 'Closed'),
    rechecked: word('重新评定', 'Rechecked'),
  },
  closeCause: {
    CLEARED: word('自行解除', 'Cleared'),
    CERTIFIED: word('证照证明', 'Certified'),
    VERIFIED: word('核验通过', 'Verified'),
    APPROVED: word('领导批准', 'Approved'),
    DATA_CORRECTED: word('数据更正', 'Data corrected'),
    EXEMPTED: word('正当理由', 'Excused'),
    PROJECT_CLOSED: word('项目结束', 'Project over'),
  },
};

const ofPeople: Pick<Labels, 'role' | 'post'> = {
  role: {
    team: word('专班', 'Team'),
    divisionLeader: word('分管领导', 'Division leader'),
    mainLeader: word('主要领导', 'Main leader'),
    projectManager: word('项目经理', 'Project manager'),
    supervision: word('督查室', 'Supervision office'),
    permitLiaison: word('审批联络员', 'Permit liaison'),
    utilityLiaison: word('水电气联络员', 'Utility liaison'),
    enterpriseContact: word('企业联络人', 'Enterprise contact'),
    administrator: word('系统管理员', 'Administrator'),
    auditor: word('审计', 'Auditor'),
    system: word('系统', 'System'),
    duty: word('值班', 'Duty'),
  },
  post: {
    manager: word('项目经理', 'Project manager'),
    deputy: word('B角', 'Deputy'),
    patron: word('包保领导', 'Patron leader'),
  },
};

const timeline: Labels['timeline'] = {
  registered: word('登记入库', 'Registered'),
  stageChanged: word('阶段变化', 'Stage'),
  statusChanged: word('状态变化', 'Status'),
  milestoneReached: word('节点完成', 'Milestone reached'),
  milestoneWithdrawn: word('节点依据撤销', 'Milestone withdrawn'),
  milestoneChanged: word('节点变化', 'Milestone changed'),
  planChanged: word('计划调整', 'Plan changed'),
  forecastChanged: word('预计变化', 'Forecast changed'),
  colourChanged: word('颜色变化', 'Colour'),
  signalRaised: word('信号出现', 'Signal raised'),
  signalWorsened: word('信号加重', 'Signal worse'),
  signalEased: word('信号减轻', 'Signal better'),
  signalCleared: word('信号解除', 'Signal cleared'),
  signalUnverified: word('信号待核', 'Signal to be verified'),
  signalVerified: word('信号已核实', 'Signal verified'),
  exempted: word('认定正当理由', 'Excused'),
  exemptionEnded: word('正当理由结束', 'Excuse ended'),
  overridden: word('人工定色', 'Colour set by hand'),
  overrideEnded: word('人工定色结束', 'Colour by hand ended'),
  updated: word('周报', 'Update'),
  needRaised: word('需协调事项', 'Need for coordination'),
  instructed: word('批示', 'Instruction'),
  instructionReported: word('批示与协调回复', 'Answer to an instruction'),
  findingOpened: word('待处理事项', 'Finding'),
  findingSettled: word('待处理事项了结', 'Finding settled'),
  upstreamMoved: word('上游日期变化', 'Upstream date'),
  peopleChanged: word('人员变化', 'People'),
  factAfterClosing: word('结束后收到的事实', 'Fact after the end'),
  approvalOpened: word('并联审批启动', 'Approval opened'),
  gateOpened: word('准入条件满足', 'Gate open'),
  gateClosed: word('准入条件缺失', 'Gate closed'),
  approvalCompleted: word('审批办结', 'Approval completed'),
  approvalReopened: word('审批重新打开', 'Approval reopened'),
  templateMoved: word('模板版本变化', 'Template version'),
  itemChanged: word('事项变化', 'Item'),
  itemRevoked: word('事项撤销', 'Item revoked'),
  itemStale: word('事项须重看', 'Item to be looked at again'),
  consentDeemed: word('超时默认', 'Deemed consent'),
  consentRevoked: word('默认被推翻', 'Deemed consent taken back'),
  acceptancePresumed: word('推定受理', 'Presumed acceptance'),
  stageBlocked: word('阶段受阻', 'Stage blocked'),
  stageUnblocked: word('阶段恢复', 'Stage unblocked'),
  dueMoved: word('到期日变化', 'Due day moved'),
};

export const LABELS: Labels = { ...ofProjects, ...ofApprovals, ...ofAlerts, ...ofPeople, timeline };
