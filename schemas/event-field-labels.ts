import type { Label } from '../domain/definitions.ts';

const word = (zh: string, en: string): Label => ({ zh, en });

const ATTRIBUTES = {
  specversion: word('CloudEvents 版本', 'CloudEvents version'),
  id: word('事件编号', 'Event id'),
  source: word('来源', 'Source'),
  type: word('事件类型', 'Event type'),
  subject: word('主题', 'Subject'),
  time: word('时间', 'Time'),
  datacontenttype: word('内容格式', 'Content type'),
  dataschema: word('内容规范', 'Schema of the data'),
  sequence: word('序号', 'Sequence number'),
  partitionkey: word('分区键', 'Partition key'),
  correctionof: word('所更正的事件', 'Corrected event'),
  recordedtime: word('来源登记时间', 'Recorded at the source'),
  backfill: word('历史补录', 'Loaded later'),
  traceparent: word('链路编号', 'Trace context'),
  data: word('内容', 'Content'),
};

const COMMON = {
  projectCode: word('项目编码', 'Project code'),
  projectName: word('项目名称', 'Project name'),
  applicationNo: word('办件编号', 'Application number'),
  authorityCode: word('部门编码', 'Code of the authority'),
  occurredAt: word('发生时间', 'When it was true'),
  recordedAt: word('登记时间', 'When it was recorded'),
  operatorRole: word('经办角色', 'Role of the operator'),
  remark: word('备注', 'Remark'),
  sourceRevision: word('来源版次', 'Revision at the source'),
  phase: word('分期', 'Phase'),
  reason: word('原因', 'Reason'),
  text: word('文字说明', 'Text'),
  result: word('结果', 'Result'),
};

const OF_PERMITS = {
  itemCode: word('审批事项', 'Approval item'),
  channel: word('申报渠道', 'Channel'),
  materials: word('申报材料', 'Materials'),
  acceptedAt: word('受理时间', 'Accepted at'),
  promisedDays: word('承诺时限（工作日）', 'Promised limit (working days)'),
  statutoryDays: word('法定时限（工作日）', 'Statutory limit (working days)'),
  acceptMode: word('受理方式', 'How it was accepted'),
  deficiencies: word('容缺材料', 'Missing documents'),
  doc: word('材料', 'Document'),
  dueDate: word('补齐期限', 'Due date'),
  round: word('轮次', 'Round'),
  documents: word('补正材料', 'Documents to correct'),
  name: word('名称', 'Name'),
  replyBy: word('答复期限', 'Reply by'),
  redesign: word('重新设计', 'Design changed'),
  reasonCode: word('原因代码', 'Code of the reason'),
  legalBasis: word('法律依据', 'Legal basis'),
  by: word('提出方', 'By whom'),
  suspensionId: word('停表编号', 'Id of the suspension'),
  plannedResumeOn: word('预计恢复日期', 'To be resumed on'),
  evidenceNo: word('依据文号', 'Number of the document'),
  extraDays: word('延长天数（工作日）', 'Working days added'),
  approvedBy: word('批准人', 'Approved by'),
  department: word('部门', 'Department'),
  opinion: word('意见', 'Opinion'),
  ahead: word('提前工作日', 'Working days ahead'),
  due: word('到期日', 'Due day'),
  attempt: word('第几次办理', 'Which try'),
  decision: word('决定', 'Decision'),
  decidedAt: word('决定时间', 'Decided at'),
  conditions: word('附加条件', 'Conditions'),
  certType: word('证照名称', 'Kind of certificate'),
  certNo: word('证照编号', 'Certificate number'),
  issuedOn: word('发证日期', 'Issued on'),
  validUntil: word('有效期至', 'Valid until'),
  building: word('单体', 'Building'),
  revokedOn: word('撤证日期', 'Revoked on'),
  rectifications: word('整改事项', 'Things to rectify'),
  dept: word('部门', 'Department'),
  issue: word('问题', 'Issue'),
};

const OF_UTILITIES = {
  utility: word('水电气讯类别', 'Utility'),
  capacityKva: word('申请容量（kVA）', 'Capacity applied for (kVA)'),
  m3d: word('日用量（m³）', 'Applied for, m³ a day'),
  voltageKv: word('电压等级（kV）', 'Voltage (kV)'),
  sources: word('电源路数', 'Power lines'),
  meterNo: word('表号', 'Meter number'),
  from: word('开始时间', 'From'),
  to: word('结束时间', 'To'),
  affectedProjects: word('受影响项目', 'Projects affected'),
  month: word('月份', 'Month'),
  kWh: word('当月用电量（kWh）', 'Electricity of the month (kWh)'),
  m3: word('当月用量（m³）', 'Used in the month (m³)'),
};

const OF_SITES = {
  milestoneCode: word('节点', 'Milestone'),
  date: word('完成日期', 'Reached on'),
  photos: word('照片', 'Photos'),
  reporterRole: word('上报人角色', 'Role of the reporter'),
  investedToDate: word('累计完成投资（万元）', 'Invested to date (10,000 yuan)'),
  physicalShare: word('形象进度（%）', 'Share of the works (%)'),
  output: word('当月产量', 'Output of the month'),
  safetyId: word('隐患编号', 'Id of the danger'),
  level: word('级别', 'Level'),
};

const OF_LAND = {
  parcelNo: word('宗地编号', 'Parcel number'),
  areaSquareMetres: word('面积（m²）', 'Area (m²)'),
};

const OF_CORRECTIONS = {
  correctedEventId: word('被更正事件编号', 'Id of the corrected event'),
  changedFields: word('更正内容', 'Changed fields'),
  voidedEventId: word('被作废事件编号', 'Id of the voided event'),
};

/** Names of the attributes and fields of events, by their own names. */
export const EVENT_FIELD_LABELS: Readonly<Record<string, Label>> = {
  ...ATTRIBUTES,
  ...COMMON,
  ...OF_PERMITS,
  ...OF_UTILITIES,
  ...OF_SITES,
  ...OF_LAND,
  ...OF_CORRECTIONS,
};
