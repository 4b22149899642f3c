export { alert } from './alert.ts';
export { project } from './project.ts';
export { upkeep } from './upkeep.ts';
