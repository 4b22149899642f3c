const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an origin is this machine's own. */
export function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.pathname === '/' && url.username === '' && LOOPBACK.has(url.hostname);
}

/** The origin under which a page was opened: the configured one, but on loopback whatever name and port were used. */
export function baseOf(configured: string, host: string | undefined): string {
  const asked = `http://${host ?? ''}`;
  return isLoopback(configured) && isLoopback(asked) ? asked : configured;
}
