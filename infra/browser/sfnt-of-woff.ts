import { inflateSync } from 'node:zlib';

const SIGNATURE = 'wOFF';
const WOFF_HEADER_BYTES = 44;
const WOFF_ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;

/**
 * The plain font inside a WOFF 1.0 file (https://www.w3.org/TR/WOFF/): systems only take those.
 * Throws for anything else.
 */
export function sfntOfWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== SIGNATURE) throw new Error('This is no WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const sfnt = Buffer.alloc(woff.readUInt32BE(16));
  writeHeader(sfnt, woff.readUInt32BE(4), count);
  let offset = SFNT_HEADER_BYTES + count * SFNT_ENTRY_BYTES;
  for (let index = 0; index < count; index += 1) {
    const entry = WOFF_HEADER_BYTES + index * WOFF_ENTRY_BYTES;
    const table = tableAt(woff, entry);
    const at = SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES;
    woff.copy(sfnt, at, entry, entry + 4); // its tag
    woff.copy(sfnt, at + 4, entry + 16, entry + 20); // its checksum
    sfnt.writeUInt32BE(offset, at + 8);
    sfnt.writeUInt32BE(table.length, at + 12);
    table.copy(sfnt, offset);
    offset += Math.ceil(table.length / 4) * 4;
  }
  return sfnt;
}

function writeHeader(sfnt: Buffer, flavour: number, count: number): void {
  const selector = Math.floor(Math.log2(count));
  const range = 2 ** selector * SFNT_ENTRY_BYTES;
  sfnt.writeUInt32BE(flavour, 0);
  sfnt.writeUInt16BE(count, 4);
  sfnt.writeUInt16BE(range, 6);
  sfnt.writeUInt16BE(selector, 8);
  sfnt.writeUInt16BE(count * SFNT_ENTRY_BYTES - range, 10);
}

/** Stored as it is where packing would not have made it smaller. */
function tableAt(woff: Buffer, entry: number): Buffer {
  const offset = woff.readUInt32BE(entry + 4);
  const packed = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8));
  return packed.length === woff.readUInt32BE(entry + 12) ? packed : inflateSync(packed);
}
