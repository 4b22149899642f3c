import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// 32 MB and some 0.3 s a try: one of the settings that OWASP's sheet on storing passwords recommends.
const LOG_N = 15;
const BLOCK_SIZE = 8;
const PARALLEL = 3;
const HASH_BYTES = 32;
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;

/** A password as it is stored, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, { logN: LOG_N, r: BLOCK_SIZE, p: PARALLEL });
  const parts = ['scrypt', LOG_N, BLOCK_SIZE, PARALLEL, encoded(salt), encoded(hash)];
  return parts.join('$');
}

/** Whether it is that password; without a stored one it takes as long and says no. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, hash] = (stored ?? NOBODYS).split('$');
  const known = Buffer.from(hash ?? '', 'base64url');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64url'), cost);
  return known.length === derived.length && timingSafeEqual(known, derived) && stored !== undefined;
}

const encoded = (bytes: Buffer): string => bytes.toString('base64url');

const NOBODYS = `scrypt$${LOG_N}$${BLOCK_SIZE}$${PARALLEL}$${encoded(Buffer.alloc(16))}$${encoded(Buffer.alloc(HASH_BYTES))}`;

function derive(
  password: string,
  salt: Buffer,
  { logN, r, p }: { logN: number; r: number; p: number },
): Promise<Buffer> {
  const options = { N: 2 ** logN, r, p, maxmem: MAX_MEMORY_BYTES };
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard may be composed in another way.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
}
