/** Sends what is about the same contact one after the other, and what is about others at once. */
export type InTurn = <T>(ids: readonly string[], send: () => Promise<T>) => Promise<T>;

/** Makes turns of its own. */
export function createTurns(): InTurn {
  const turns = new Map<string, Promise<unknown>>();
  return (ids, send) => {
    const earlier = [...new Set(ids.flatMap((id) => turns.get(id) ?? []))];
    const sent = earlier.length > 0 ? Promise.allSettled(earlier).then(send) : send();
    for (const id of ids) turns.set(id, sent);
    const leave = () => ids.forEach((id) => turns.get(id) === sent && turns.delete(id));
    void sent.then(leave, leave);
    return sent;
  };
}
