/** That somebody is told of a cause at a severity. */
export interface Telling {
  person: string;
  /** `<project>/<id of the signal>`. */
  alert: string;
  severity: string;
}

/** As text, to be compared. */
export const tellingOf = ({ person, alert, severity }: Telling): string =>
  `${person} ${alert} ${severity}`;
