import { isRouteErrorResponse, type ClientActionFunctionArgs, type ShouldRevalidateFunction } from "@remix-run/react";

/** What a form's page is told where no answer came: what was typed is still there. */
export interface Unsent {
  isUnsent: true;
  /** True where the browser is offline, so that nothing was sent; else it may have been saved all the same. */
  isOffline: boolean;
}

/** What a proxy, or the server itself, says where the answer doesn't come in time. */
const NO_ANSWER = new Set([502, 503, 504]);

/** Sends a form; where no answer comes, the page stays as it is. */
export async function sendOrKeep({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  if (!navigator.onLine) return { isUnsent: true, isOffline: true } satisfies Unsent;
  try {
    return await serverAction();
  } catch (error) {
    const isAway = isRouteErrorResponse(error) && NO_ANSWER.has(error.status);
    if (isAway || isOutOfReach(error)) return { isUnsent: true, isOffline: false } satisfies Unsent;
    throw error;
  }
}

/** True for what a browser throws where nothing answers; each says it in other words, so that the kind alone is told by. */
export function isOutOfReach(error: unknown): boolean {
  return error instanceof TypeError;
}

/** Where nothing answered there is nothing new to load. */
export const revalidateWhereSent: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) =>
  defaultShouldRevalidate && !isUnsent(actionResult);

/** True for the answer of a form that wasn't sent. */
export function isUnsent(answer: unknown): answer is Unsent {
  return typeof answer === "object" && answer !== null && "isUnsent" in answer;
}
