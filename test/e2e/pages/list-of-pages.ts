/** Every page of the dashboard with somebody who uses it. */
export const PAGES = [
  { name: 'today', path: '/app/', as: '分管领导-01' },
  { name: 'wall', path: '/app/?mode=wall', as: '分管领导-01' },
  { name: 'meeting', path: '/app/?mode=meeting', as: '分管领导-01' },
  { name: 'projects', path: '/app/projects', as: '分管领导-01' },
  { name: 'import', path: '/app/projects/import', as: '数据管理员-01' },
  { name: 'project', path: '/app/projects/ZZY-006', as: '项目经理-14' },
  { name: 'plan', path: '/app/plan', as: '分管领导-01' },
  { name: 'approvals', path: '/app/approvals', as: '分管领导-01' },
  { name: 'approval', path: '/app/projects/ZZY-021/approvals/1', as: '分管领导-01' },
  { name: 'alerts', path: '/app/alerts', as: '项目经理-14' },
  { name: 'work', path: '/app/work', as: '审批联络员-01' },
  { name: 'data', path: '/app/data', as: '数据管理员-01' },
  { name: 'system', path: '/app/system', as: '数据管理员-01' },
] as const;
