import type { ClientActionFunctionArgs, ShouldRevalidateFunction } from "@remix-run/react";

/** What a form's page is told where nothing answered: nothing was saved, and what was typed is still there. */
export interface Unsent {
  isUnsent: true;
}

/** Sends a form; where the server can't be reached, the page stays as it is. */
export async function sendOrKeep({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    if (isOutOfReach(error)) return { isUnsent: true } satisfies Unsent;
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
