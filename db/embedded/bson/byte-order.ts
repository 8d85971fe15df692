/** Returns the items in the order of their bytes, each named by these as Latin-1: texts are compared many times faster than buffers. */
export function inByteOrder<Item>(named: [latin1: string, Item][]): Item[] {
  return named.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}
