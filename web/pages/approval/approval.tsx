export function Approval() {
  return <h1>Approval</h1>;
}
