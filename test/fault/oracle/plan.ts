import { createChance, type Chance } from './seeded.ts';

/** What is broken: three parts of the gateway, five things beside it, and the read model's content. */
export const TARGETS = [
  'consumer',
  'dispatcher',
  'relay',
  'worker',
  'api',
  'kafka',
  'temporal',
  'postgres',
  'readmodel',
] as const;
export type Target = (typeof TARGETS)[number];

/**
 * `kill`: SIGKILL; `killAtWork`: SIGKILL while PostgreSQL holds up the very COMMIT that matters;
 * `freeze`: SIGSTOP; `stop`: away in good order; `loseData`: killed and its database removed;
 * `empty`: snapshots and timeline emptied, then rebuilt.
 */
export type How = 'kill' | 'killAtWork' | 'freeze' | 'stop' | 'loseData' | 'empty';

/** What may go on meanwhile: Kafka takes events, facts take effect, the API answers. */
export const ACTIVITIES = ['taken', 'applied', 'answered'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** One fault of a plan. */
export interface Fault {
  /** Since the run began. */
  atMs: number;
  target: Target;
  how: How;
  /** How long it stays so, before anybody may start it again. */
  forMs: number;
  /** What must go on all the while; `undefined` where nothing can be asked for, since other faults overlap. */
  goesOn?: Activity;
  /** What the hold leaves when it is let go: the COMMIT takes effect, or it never happened. */
  fate?: 'keep' | 'undo';
}

/** All faults of a run, in their order. */
export interface Plan {
  faults: Fault[];
  /** When the park's next day begins, at which timers are due. */
  midnightAtMs: number;
  spanMs: number;
}

const OUTAGE_MS = 60_000;
// Long enough for others to be seen at work meanwhile, also on a busy machine.
const RESTART_MS = 3_000;
const FREEZE_MS = 20_000;

const PARTS_OF_GATEWAY: readonly Target[] = ['consumer', 'dispatcher', 'relay'];
/** Who is asked to go on while another is away, and whose absence excuses it. */
const GOES_ON: Record<Target, Activity> = {
  consumer: 'taken',
  dispatcher: 'taken',
  relay: 'taken',
  worker: 'applied',
  api: 'applied',
  kafka: 'answered',
  temporal: 'applied',
  postgres: 'taken',
  readmodel: 'applied',
};
const EXCUSED_BY: Record<Activity, readonly Target[]> = {
  taken: ['kafka'],
  applied: ['postgres', 'kafka', ...PARTS_OF_GATEWAY],
  answered: ['api', 'postgres'],
};
/** How long the others may feel it: a killed gateway's partitions are another's only when its session ends, 10 s later. */
const AFTERMATH_MS: Record<Target, number> = {
  consumer: 12_000,
  dispatcher: 12_000,
  relay: 12_000,
  worker: 0,
  api: 4_000,
  kafka: 8_000,
  temporal: 0,
  postgres: 5_000,
  readmodel: 0,
};

/** The plan of the long run: everything once, and PostgreSQL away for a minute with timers due. */
export function makeLongPlan(seed: number): Plan {
  const chance = createChance(seed, 'plan');
  const outageAt = chance.int(27_000, 30_000);
  const outageEnds = outageAt + OUTAGE_MS;
  // Also a fault of the end has others at work around it.
  const spanMs = outageEnds + 34_000;
  const before = [2_000, 6_500, 11_000, 15_500, 20_000];
  const inside = [8_000, 20_000, 32_000].map((ms) => outageAt + ms);
  // Kafka is away when the API and PostgreSQL are there, else nothing at all would go on.
  const [kafkaAt = 0, ...after] = chance.shuffled(
    [2_000, 6_000, 10_000].map((ms) => outageEnds + ms),
  );
  const [apiAt = 0, killedAt = 0, ...early] = chance.shuffled(before);
  const [emptiedAt = 0, ...rest] = chance.shuffled([...early, ...after]);
  const moments = chance.shuffled([...rest, ...inside]);
  const anywhere = ['consumer', 'dispatcher', 'relay', 'worker', 'temporal'] as const;
  const slots = [
    { target: 'kafka', atMs: kafkaAt },
    { target: 'api', atMs: apiAt },
    { target: 'readmodel', atMs: emptiedAt },
    ...anywhere.map((target, nth) => ({ target, atMs: moments[nth] ?? 0 })),
  ] as const;
  const drawn = slots.map(({ target, atMs }) =>
    draw(chance, target, { atMs: atMs + chance.int(0, 2_000), isOutage: inside.includes(atMs) }),
  );
  return {
    faults: excuse(
      [
        { atMs: outageAt, target: 'postgres', how: 'stop', forMs: OUTAGE_MS },
        {
          atMs: killedAt + chance.int(0, 2_000),
          target: 'postgres',
          how: 'kill',
          forMs: RESTART_MS,
        },
        ...drawn,
      ],
      spanMs,
    ),
    midnightAtMs: outageAt + 10_000,
    spanMs,
  };
}

// A gateway needs its ten seconds before it is at work again and can be caught there once more.
const SHORT_GATEWAY_MS = [1_500, 14_500, 27_500];
const SHORT_OTHERS_MS = [4_500, 7_500, 10_500, 17_500, 20_500, 23_500];

/** The plan of the short run: everything is killed once, in an order drawn from the seed; nothing is frozen. */
export function makeShortPlan(seed: number): Plan {
  const chance = createChance(seed, 'plan');
  const others = TARGETS.filter((target) => !PARTS_OF_GATEWAY.includes(target));
  const gateways = chance
    .shuffled(PARTS_OF_GATEWAY)
    .map((target, nth) => quickKill(chance, target, SHORT_GATEWAY_MS[nth] ?? 0));
  const faults = [
    ...gateways,
    ...chance
      .shuffled(others)
      .map((target, nth) => quickKill(chance, target, SHORT_OTHERS_MS[nth] ?? 0)),
  ];
  const killed = faults.find(({ target }) => target === 'postgres');
  const spanMs = 32_000;
  return { faults: excuse(faults, spanMs), midnightAtMs: (killed?.atMs ?? 0) + 500, spanMs };
}

function quickKill(chance: Chance, target: Target, fromMs: number): Fault {
  const atMs = fromMs + chance.int(0, 1_000);
  if (target === 'readmodel') return { atMs, target, how: 'empty', forMs: 0 };
  if (!PARTS_OF_GATEWAY.includes(target)) return { atMs, target, how: 'kill', forMs: RESTART_MS };
  return { atMs, target, how: 'killAtWork', forMs: 500, fate: fateOf(chance) };
}

function draw(
  chance: Chance,
  target: Target,
  { atMs, isOutage }: { atMs: number; isOutage: boolean },
): Fault {
  if (target === 'readmodel') return { atMs, target, how: 'empty', forMs: 0 };
  if (target === 'temporal') return { atMs, target, how: 'loseData', forMs: RESTART_MS };
  const isFrozen = chance.isLucky(0.4);
  if (isFrozen) return { atMs, target, how: 'freeze', forMs: FREEZE_MS };
  // Without PostgreSQL nothing is at work that could be caught there.
  const isCaught = PARTS_OF_GATEWAY.includes(target) && !isOutage;
  if (!isCaught) return { atMs, target, how: 'kill', forMs: RESTART_MS };
  return { atMs, target, how: 'killAtWork', forMs: RESTART_MS, fate: fateOf(chance) };
}

const fateOf = (chance: Chance) => chance.pick(['keep', 'undo'] as const);

function excuse(faults: readonly Fault[], spanMs: number): Fault[] {
  return [...faults]
    .sort((a, b) => a.atMs - b.atMs)
    .map((fault) => {
      const goesOn = GOES_ON[fault.target];
      // When all messages are sent, none can be asked to be taken.
      const isLate = endOf(fault) > spanMs;
      const isExcused = faults.some(
        (other) =>
          other !== fault && EXCUSED_BY[goesOn].includes(other.target) && overlap(fault, other),
      );
      return isLate || isExcused ? fault : { ...fault, goesOn };
    });
}

const overlap = (a: Fault, b: Fault): boolean => a.atMs < endOf(b) && b.atMs < endOf(a);

const endOf = ({ atMs, forMs, target }: Fault): number => atMs + forMs + AFTERMATH_MS[target];
