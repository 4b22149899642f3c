/** How much a gateway has done since its start. */
export interface GatewayCounts {
  settles: number;
  rings: number;
}

/** Reads the counters of a gateway; throws when one that is needed has gone. */
export async function gatewayCounts(url: string): Promise<GatewayCounts> {
  const text = await textOf(`${url}/metrics`);
  return {
    settles: sumOf(text, 'kaigong_settle_seconds_count'),
    rings: sumOf(text, 'kaigong_rings_total'),
  };
}

// A connection that was kept open may have been closed at the other end while the core was measured.
async function textOf(url: string): Promise<string> {
  const response = await fetch(url).catch(() => fetch(url));
  return response.text();
}

// Over all labels; a counter that was never counted up has no line yet, but its help is there.
function sumOf(text: string, name: string): number {
  const family = name.replace(/_count$/, '');
  if (!text.includes(`# TYPE ${family} `)) throw new Error(`The gateway has no metric ${family}`);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
