/** How much is measured. */
export interface Sizes {
  rounds: number;
  /** How long a function of the core is repeated, at least. */
  coreMs: number;
  /** Projects that live through a year of another policy, over all rounds together. */
  policyProjects: number;
  /** Events of a round, each of a project of its own. */
  single: number;
  /** Projects that get a burst in a round. */
  burstProjects: number;
  /** How long the delay is measured at half of the maximum. */
  delaySeconds: number;
  /** Events of a round of the floor of PostgreSQL, and signals of that of Temporal. */
  postgresFloor: number;
  temporalFloor: number;
  /** Alerts opened in a round, and how many a second. */
  alerts: number;
  alertsASecond: number;
  /** Alerts that are open while it is measured how soon people are told, and those of them that are due at once in a round. */
  openAlerts: number;
  alertSteps: number;
  /** Approvals that run from their beginning to their end in a round. */
  approvals: number;
  /** A batch of a Monday morning. */
  batchProjects: number;
  batchRows: number;
  /** Projects that are open at the end of the set-up, at least. */
  openProjects: number;
  /** How long each route of the API is asked. */
  routeSeconds: number;
  /** Projects that turn red, one a second, while a page is looked at in a round. */
  liveEvents: number;
  /** How long nothing is asked of the engine while its idle load is measured. */
  idleSeconds: number;
}

/** The sizes for which the targets hold. */
export const FULL: Sizes = {
  rounds: 5,
  coreMs: 500,
  policyProjects: 10_000,
  single: 2_000,
  burstProjects: 200,
  delaySeconds: 8,
  postgresFloor: 2_000,
  temporalFloor: 600,
  alerts: 80,
  alertsASecond: 10,
  openAlerts: 10_000,
  alertSteps: 500,
  approvals: 40,
  batchProjects: 1_000,
  batchRows: 50_000,
  openProjects: 10_000,
  routeSeconds: 5,
  liveEvents: 50,
  idleSeconds: 5,
};

/** The same measurements on a part of the load, such as 0.01; rounds stay as they are. */
export function scaled(share: number, sizes: Sizes = FULL): Sizes {
  const part = (size: number, least: number) => Math.max(least, Math.round(size * share));
  return {
    rounds: sizes.rounds,
    coreMs: part(sizes.coreMs, 20),
    policyProjects: part(sizes.policyProjects, 10),
    single: part(sizes.single, 20),
    burstProjects: part(sizes.burstProjects, 2),
    delaySeconds: part(sizes.delaySeconds, 1),
    postgresFloor: part(sizes.postgresFloor, 20),
    temporalFloor: part(sizes.temporalFloor, 20),
    alerts: part(sizes.alerts, 3),
    alertsASecond: sizes.alertsASecond,
    openAlerts: part(sizes.openAlerts, 10),
    alertSteps: part(sizes.alertSteps, 3),
    approvals: part(sizes.approvals, 2),
    batchProjects: part(sizes.batchProjects, 2),
    batchRows: part(sizes.batchRows, 100),
    openProjects: part(sizes.openProjects, 40),
    routeSeconds: part(sizes.routeSeconds, 1),
    liveEvents: part(sizes.liveEvents, 3),
    idleSeconds: part(sizes.idleSeconds, 1),
  };
}
