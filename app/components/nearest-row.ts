/** The first row that stays behind the last one that leaves, else the last one before it. */
export function nearestRow(
  order: readonly { id: string }[],
  leaving: ReadonlySet<string>,
  stays: (id: string) => boolean,
): string | undefined {
  const last = order.findLastIndex(({ id }) => leaving.has(id));
  const found =
    order.slice(last + 1).find(({ id }) => stays(id)) ??
    order.slice(0, Math.max(last, 0)).findLast(({ id }) => stays(id));
  return found?.id;
}
