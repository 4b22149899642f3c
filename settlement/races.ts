// Two callers that give the same command id at once, or wait for one another: the second finds the first done.
const RACES = new Set(['23505', '40001', '40P01']);
const ATTEMPTS = 3;

/** Repeats a whole transaction that PostgreSQL broke off because of another one. */
export async function retryingRaces<T>(transact: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRace(error)) throw error;
    }
  }
}

const isRace = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  RACES.has(error.code);
