// A ZIP's files, found by its central directory as a reader must (the entries' own headers carry no sizes in a streamed archive).

import zlib from "node:zlib";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** The entries of an archive: a map from name to bytes. Throws for anything that is not a sound archive. */
export function unzip(archive) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error("This is no ZIP: it has no end record.");
  const count = archive.readUInt16LE(end + 10);
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error(`Entry ${index} of the directory is damaged.`);
    const method = archive.readUInt16LE(at + 10);
    const crc = archive.readUInt32LE(at + 16);
    const [packed, size] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const bytes = unpack(archive, archive.readUInt32LE(at + 42), method, packed, name);
    if (bytes.length !== size || crc32(bytes) !== crc) throw new Error(`${name} does not unpack to what the directory says.`);
    if (files.has(name)) throw new Error(`${name} is in the archive twice.`);
    files.set(name, bytes);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

function unpack(archive, at, method, packed, name) {
  if (archive.readUInt32LE(at) !== LOCAL) throw new Error(`${name} is not where the directory says.`);
  const start = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const bytes = archive.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method === 8) return zlib.inflateRawSync(bytes);
  throw new Error(`${name} is packed in a way (${method}) that not every program unpacks.`);
}

// Node has it since 20.15.
const crc32 = zlib.crc32 ?? slowCrc32;

function slowCrc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
