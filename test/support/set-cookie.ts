/** A line of `Set-Cookie`, as far as a browser without TLS heeds it. */
export function parseSetCookie(line: string) {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const at = pair.indexOf('=');
  const of = (name: string): string | undefined =>
    attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const expires = of('expires');
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    path: of('path') ?? '/',
    isOver: of('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now()),
  };
}
