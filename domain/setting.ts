import type { DependencyAssessment, MilestoneAssessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Horizon } from './horizon.ts';

/** All that the signals of a project are read from. */
export interface Setting {
  dossier: Dossier;
  milestones: readonly MilestoneAssessment[];
  dependencies: readonly DependencyAssessment[];
  definitions: Definitions;
  horizon: Horizon;
}
