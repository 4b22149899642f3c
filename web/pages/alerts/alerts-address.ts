import { pathWith } from '../../client.ts';

/** What the address of the page says. */
export interface AlertsAddress {
  /** The one that is opened. */
  alert: string | null;
  severity: string | null;
  state: string | null;
  project: string | null;
  person: string | null;
}

/** Reads the address; nothing is narrowed by what it does not say. */
export const alertsAddress = (search: URLSearchParams): AlertsAddress => ({
  alert: search.get('alert'),
  severity: search.get('severity'),
  state: search.get('state'),
  project: search.get('project'),
  person: search.get('person'),
});

/** The address that opens an alert in the list as it is narrowed now. */
export const openAlertPath = (address: AlertsAddress, alert: string): string =>
  pathWith('/alerts', { ...address, alert });
