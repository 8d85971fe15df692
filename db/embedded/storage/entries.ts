import { beginsText, endOfText } from "../bson/text-code.ts";
import type { Index } from "./catalog.ts";
import type { Reader } from "./layout.ts";
import type { Connection } from "./sqlite.ts";

/**
 * Returns the four bytes that begin every key of an index. The last bit tells whether the index has several fields, of which
 * the first is often the same one: then what each of its values has in common is stored once, as a lead.
 */
export function indexPrefix({ id, fields }: Pick<Index, "id" | "fields">): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(id * 2 + Number(fields.length > 1 && fields[0]![1] === 1));
  return bytes;
}

/** Returns the index that a key, or the end of a stretch, belongs to. */
export const indexOfKey = (key: Buffer): number => key.readUInt32BE(0) >>> 1;

/** Returns the ends of everything that an index may have. */
export function wholeIndex(index: Pick<Index, "id" | "fields">): { low: Buffer; high: Buffer } {
  const low = indexPrefix(index);
  const high = Buffer.allocUnsafe(4);
  high.writeUInt32BE(low.readUInt32BE(0) + 1);
  return { low, high };
}

// No lead begins another one. The end of a stretch may be too short to have one.
function leadOf(key: Buffer): Buffer | undefined {
  if ((key[3]! & 1) === 0) return key.subarray(0, 4);
  const length = key.length > 4 && beginsText(key[4]!) ? endOfText(key, 4) : 5;
  return length === undefined || length > key.length ? undefined : key.subarray(0, length);
}

const beginsWith = (key: Buffer, lead: Buffer): boolean =>
  key.length >= lead.length && lead.compare(key, 0, lead.length) === 0;

const columns = (isForward: boolean, ...names: string[]): string =>
  names.map((name) => `${name} ${isForward ? "ASC" : "DESC"}`).join(", ");

interface Stretch {
  lead?: Buffer;
  entries: string;
  order: (reverse: boolean) => string;
  ends: Buffer[];
}

// What has one lead is one stretch of the table; else the leads are gone through in their order.
function stretchOf(low: Buffer, high: Buffer): Stretch {
  const lead = leadOf(low);
  if (lead && beginsWith(high, lead))
    return {
      lead,
      entries: "entry WHERE lead = (SELECT number FROM lead WHERE key = ?) AND rest >= ? AND rest < ?",
      order: (reverse) => columns(!reverse, "rest"),
      ends: [lead, low.subarray(lead.length), high.subarray(lead.length)],
    };
  const [first, last] = [lead ?? low, leadOf(high) ?? high];
  return {
    entries: `lead CROSS JOIN entry ON entry.lead = number
      WHERE key >= ? AND key < ? AND (key <> ? OR rest >= ?) AND (key <> ? OR rest < ?)`,
    order: (reverse) => columns(!reverse, "key", "rest"),
    ends: [first, high, first, low.subarray(first.length), last, high.subarray(last.length)],
  };
}

const upTo = (limit: number): number => (limit === Infinity ? -1 : limit);

/** Returns what can be read of the index entries that the connection sees. */
export function entriesOf(connection: Connection): Pick<Reader, "keys" | "count" | "keyAfter"> {
  const keys = (low: Buffer, high: Buffer, reverse: boolean, limit: number, others: number): Buffer[] => {
    const { lead, entries, order, ends } = stretchOf(low, high);
    const sql = `SELECT rest${lead ? "" : ", key"} FROM ${entries} ORDER BY ${order(reverse)} LIMIT ? OFFSET ?`;
    const rows = connection.rows<[Buffer, Buffer?]>(sql, ...ends, upTo(limit), others);
    return rows.map(([rest, own]) => Buffer.concat([lead ?? own!, rest]));
  };
  return {
    keys: (low, high, reverse, limit) => keys(low, high, reverse, limit, 0),
    keyAfter: (low, high, others) => keys(low, high, false, 1, others)[0],
    count: (low, high, limit) => {
      const { entries, ends } = stretchOf(low, high);
      const sql = `SELECT count(*) FROM (SELECT 1 FROM ${entries} LIMIT ?)`;
      return connection.row<[number]>(sql, ...ends, upTo(limit))![0];
    },
  };
}

/** Writes entries; `keys` are in their order. */
export function addEntries(connection: Connection, keys: readonly Buffer[]): void {
  byLead(keys, (lead, rests) => {
    connection.run("INSERT OR IGNORE INTO lead (key) VALUES (?)", lead);
    const [number] = connection.row<[number]>("SELECT number FROM lead WHERE key = ?", lead)!;
    inBatches(rests, (batch) => {
      const values = batch.map((_, i) => `(?1, ?${i + 2})`).join(", ");
      connection.run(`INSERT OR IGNORE INTO entry (lead, rest) VALUES ${values}`, number, ...batch);
    });
  });
}

/** Removes entries; `keys` are in their order. */
export function removeEntries(connection: Connection, keys: readonly Buffer[]): void {
  byLead(keys, (lead, rests) =>
    inBatches(rests, (batch) => {
      const places = batch.map((_, i) => `?${i + 2}`).join(", ");
      const sql = `DELETE FROM entry WHERE lead = (SELECT number FROM lead WHERE key = ?1) AND rest IN (${places})`;
      connection.run(sql, lead, ...batch);
    }),
  );
}

/** Removes up to so many entries from the stretch, and its leads with the last of them; true where none is left. */
export function clearEntries(connection: Connection, low: Buffer, high: Buffer, limit: number): boolean {
  const between = "lead CROSS JOIN entry ON entry.lead = number WHERE key >= ? AND key < ?";
  const places = `SELECT entry.lead, rest FROM ${between} LIMIT ?`;
  connection.run(`DELETE FROM entry WHERE (lead, rest) IN (${places})`, low, high, limit);
  if (connection.row(`SELECT 1 FROM ${between} LIMIT 1`, low, high)) return false;
  connection.run("DELETE FROM lead WHERE key >= ? AND key < ?", low, high);
  return true;
}

function byLead(keys: readonly Buffer[], work: (lead: Buffer, rests: Buffer[]) => void): void {
  for (let at = 0; at < keys.length;) {
    const lead = leadOf(keys[at]!)!;
    const rests: Buffer[] = [];
    for (; at < keys.length && beginsWith(keys[at]!, lead); at++) rests.push(keys[at]!.subarray(lead.length));
    work(lead, rests);
  }
}

// Of each size there is one prepared statement.
const sizes = [64, 8, 1];

function inBatches(rests: readonly Buffer[], run: (batch: Buffer[]) => void): void {
  let at = 0;
  for (const size of sizes) for (; at + size <= rests.length; at += size) run(rests.slice(at, at + size));
}
