export { alert } from './alert.ts';
export { approval } from './approval.ts';
export { mailbox } from './mailbox.ts';
export { project } from './project.ts';
export { upkeep } from './upkeep.ts';
