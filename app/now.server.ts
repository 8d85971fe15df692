import type { AppLoadContext } from "@remix-run/node";

/** The one reading of the clock that the request makes, as the database keeps it. */
export const nowOf = ({ now }: Pick<AppLoadContext, "now">): Date => new Date(now.epochMilliseconds);
