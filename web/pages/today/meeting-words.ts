import { defineWords } from '../../words.ts';

/** Words of the meeting on the page Today. */
export const MEETING_WORDS = defineWords('meeting', {
  zh: {
    agenda: '议程',
    noProjects: '该领导名下没有在手项目。',
    keys: '第 {{at}} 个，共 {{of}} 个 · 方向键切换',
    stage: '阶段',
    since: '本色起始',
    next: '下一节点',
    late: '逾期 {{count}} 天',
    manager: '项目经理',
    line: '会议记录一句话',
    owner: '责任人',
    due: '完成时限',
    note: '记录为批示',
    noted: '已记录，可在项目页跟踪。',
    mayNot: '只有领导、督查或专班可以记录批示。',
    onBehalfOf: '代哪位领导记录',
  },
  en: {
    agenda: 'Agenda',
    noProjects: 'This leader has no project in hand.',
    keys: '{{at}} of {{of}} · arrow keys move',
    stage: 'Stage',
    since: 'This colour since',
    next: 'Next milestone',
    late: '{{count}} days late',
    manager: 'Project manager',
    line: 'A line of the meeting',
    owner: 'Owner',
    due: 'Due',
    note: 'Note as an instruction',
    noted: 'Noted; follow it on the page of the project.',
    mayNot: 'Leaders, supervision and the team may note instructions.',
    onBehalfOf: 'On behalf of which leader',
  },
});
