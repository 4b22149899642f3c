import { defineWords } from '../../words.ts';

/** Words of facts and of what a signal stands on. */
export const FACT_WORDS = defineWords('facts', {
  zh: {
    grounds: '依据',
    rule: '规则',
    holder: '当前责任方',
    planAlone: '仅由计划日期推出，未收到上报。',
    clockStopped: '停表',
    noFacts: '没有事件；由日期推出。',
    place: '主题 {{topic}} · 分区 {{partition}} · 位点 {{offset}}',
    byPerson: '由 {{person}} 录入',
    upstreamDate: '上游项目 {{project}} 的 {{milestone}}',
    arrived: '收到于 {{at}}',
    happened: '发生于 {{at}}',
    raw: '原始事件',
    rawHidden: '内容仅限有权查看全部信息的人员。',
    cleared: '原始事件已按保存期限清理。',
  },
  en: {
    grounds: 'Grounds',
    rule: 'Rule',
    holder: 'Whose move it is',
    planAlone: 'Follows from the planned day alone; nothing was reported.',
    clockStopped: 'Clock stopped',
    noFacts: 'No event: it follows from dates.',
    place: 'topic {{topic}} · partition {{partition}} · offset {{offset}}',
    byPerson: 'entered by {{person}}',
    upstreamDate: '{{milestone}} of the upstream project {{project}}',
    arrived: 'arrived {{at}}',
    happened: 'happened {{at}}',
    raw: 'Raw event',
    rawHidden: 'Its content is for those who may see all of the project.',
    cleared: 'The raw event was cleared away after its time.',
  },
});
