export function Today() {
  return <h1>today</h1>;
}
