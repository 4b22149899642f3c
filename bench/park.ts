import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createApiClient } from '../cli/api-client.ts';
import { addDays, dayOf, type Day } from '../domain/time.ts';
import { benchNow } from './clock.ts';

/** The projects of a run. */
export interface Park {
  /** Registers so many more through the API, and waits until each has its workflow. Gives their codes. */
  open: (count: number, shape?: Shape) => Promise<string[]>;
  /** Resolves when no fact waits and every workflow has carried out what was decided. */
  settled: () => Promise<void>;
}

/** What a registration says otherwise than those of all others. */
export type Shape = (code: string, nth: number, today: Day) => Record<string, unknown>;

const AT_ONCE = 8;
const LOOK_EVERY_MS = 100;
const TELL_EVERY = 1_000;

/** Registers projects as an office would, one request each. */
export function createPark({
  pool,
  apiUrl,
  say,
}: {
  pool: Pool;
  apiUrl: string;
  say: (line: string) => void;
}): Park {
  const api = createApiClient(apiUrl, fetch);
  const today = dayOf(benchNow());
  const codes: string[] = [];

  async function register(code: string, nth: number, shape?: Shape): Promise<void> {
    await api.post('/projects', {
      commandId: `bench/${code}`,
      actor: { id: 'bench', role: 'administrator' },
      reason: 'bench',
      registration: { ...registrationOf(code, nth, today), ...shape?.(code, nth, today) },
    });
  }

  const settled = () => untilSettled(pool);
  return {
    async open(count, shape) {
      const first = codes.length;
      const fresh = Array.from({ length: count }, (_, nth) => `BENCH-${first + nth}`);
      codes.push(...fresh);
      const waiting = fresh.entries();
      const lanes = Array.from({ length: AT_ONCE }, async () => {
        for (const [nth, code] of waiting) {
          await register(code, first + nth, shape);
          if ((nth + 1) % TELL_EVERY === 0) say(`projects: ${nth + 1} of ${count} registered`);
        }
      });
      await Promise.all(lanes);
      await settled();
      return fresh;
    },
    settled,
  };
}

// Days from today to what is planned: nothing is due within a month, so that no alert is open.
const PLAN = {
  filed: 40,
  landSupplied: 60,
  planningPermit: 80,
  constructionPermit: 95,
  groundbreaking: 100,
  toppedOut: 190,
  equipmentIn: 280,
  energised: 300,
  accepted: 440,
  production: 465,
  fullOutput: 650,
} as const;

// What the approval template asks for, so that each of its items applies.
const TRAITS = {
  eiaClass: 'report_form',
  annualEnergyTce: 2_000,
  annualPowerGwh: 10,
  siteAreaSquareMetres: 20_000,
  earthworkCubicMetres: 5_000,
  hazardousChemicals: true,
  civilDefence: true,
  protectionZone: true,
  specialFireProject: true,
  roadOccupation: true,
  dischargeClass: 'simplified',
  specialEquipment: true,
  powerSupply: 'single',
  waterWorks: 'external',
  needsGas: true,
} as const;

// One in twenty is near a date, so that its alert is open from the beginning.
const NEAR_EVERY = 20;
const NEAR_BY_DAYS = 35;

function registrationOf(code: string, nth: number, today: Day) {
  const shift = nth % NEAR_EVERY === 0 ? -NEAR_BY_DAYS : nth % 50;
  const signed = addDays(today, -20);
  return {
    code,
    name: `压测项目 ${code}`,
    investor: '压测投资人',
    kind: 'industrial',
    template: 'greenfield_fast',
    manager: `pm-${nth % 40}`,
    traits: TRAITS,
    milestones: [
      { code: 'signed', planned: signed, actual: signed },
      ...Object.entries(PLAN).map(([milestone, days]) => ({
        code: milestone,
        planned: addDays(today, days + shift),
      })),
    ],
  };
}

// Ten thousand new workflows take minutes on two cores; what takes longer than this hangs.
const LIMIT_MS = 1_200_000;

async function untilSettled(pool: Pool): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const { rows } = await pool.query<{ busy: boolean }>(
      `select exists (select from fact join subject on subject.id = fact.subject
                      where applied_at is null)
         or exists (select from subject where obeyed_revision < decided_revision) as busy`,
    );
    if (!rows[0]?.busy) return;
    if (performance.now() > end) throw new Error('Projects or their workflows do not come to rest');
    await wait(LOOK_EVERY_MS);
  }
}
