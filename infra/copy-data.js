// After tsc: puts beside the compiled code what it reads at run time.
import { cpSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);

cpSync(new URL('definitions', root), new URL('definitions', dist), { recursive: true });
cpSync(new URL('readmodel/migrations', root), new URL('readmodel/migrations', dist), {
  recursive: true,
});
