/** The id of an alert and of its workflow; `signal` is the id of its signal: one cause, one alert. */
export const alertIdOf = (projectCode: string, signal: string): string =>
  `alert/${projectCode}/${signal}`;

/** The project that an alert belongs to; throws for a text that is no id of an alert. */
export function projectOfAlert(alertId: string): string {
  const [, code] = /^alert\/([^/]+)\/.+$/.exec(alertId) ?? [];
  if (code === undefined) throw new Error(`${alertId} is not the id of an alert`);
  return code;
}
