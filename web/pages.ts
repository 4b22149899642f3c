import { lazy, type ComponentType } from 'react';
import type { Right } from '../domain/rights.ts';

/** A page of the dashboard; each is loaded when it is opened. */
export interface Page {
  path: string;
  /** Key of its name in the frame's words; no name: it is reached from another page. */
  name?: 'today' | 'projects' | 'plan' | 'approvals' | 'alerts' | 'work' | 'data' | 'system';
  /** Shown in the menu to whoever has it. */
  right: Right;
  view: ComponentType;
}

const page = (load: () => Promise<{ default: ComponentType }>) => lazy(load);

/** In the order of the menu. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    name: 'today',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/today/today.tsx')).Today })),
  },
  {
    path: '/projects',
    name: 'projects',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/projects/projects.tsx')).Projects })),
  },
  {
    path: '/projects/import',
    right: 'importTables',
    view: page(async () => ({ default: (await import('./pages/import/import.tsx')).Import })),
  },
  {
    path: '/projects/:code',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/project/project.tsx')).Project })),
  },
  {
    path: '/plan',
    name: 'plan',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/plan/plan.tsx')).Plan })),
  },
  {
    path: '/approvals',
    name: 'approvals',
    right: 'seeProjects',
    view: page(async () => ({
      default: (await import('./pages/approval/approvals.tsx')).Approvals,
    })),
  },
  {
    path: '/projects/:code/approvals/:round',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/approval/approval.tsx')).Approval })),
  },
  {
    path: '/alerts',
    name: 'alerts',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/alerts/alerts.tsx')).Alerts })),
  },
  {
    path: '/work',
    name: 'work',
    right: 'seeProjects',
    view: page(async () => ({ default: (await import('./pages/work/work.tsx')).Work })),
  },
  {
    path: '/data',
    name: 'data',
    right: 'seeIntake',
    view: page(async () => ({ default: (await import('./pages/data/data.tsx')).Data })),
  },
  {
    path: '/system',
    name: 'system',
    right: 'seeRules',
    view: page(async () => ({ default: (await import('./pages/system/system.tsx')).System })),
  },
];
