import type { FollowUpsApi } from "./follow-ups-api.ts";

/** Takes operations back, the last one first; tells how many follow-ups that changed, and what went wrong. */
export async function undoOperations(
  api: FollowUpsApi,
  operationIds: readonly string[],
): Promise<{ count: number; problem: string | null }> {
  let count = 0;
  let problem: string | null = null;
  for (const operationId of [...operationIds].reverse()) {
    const answer = await api.undo(operationId);
    if (answer.ok) count += answer.value.count;
    // One whose answer was lost may never have arrived.
    else if (answer.code !== "not_found") problem ??= answer.message;
  }
  return { count, problem };
}
