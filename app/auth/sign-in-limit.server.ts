import type { AppLoadContext } from "@remix-run/node";
import { createHash } from "node:crypto";
import { addToCounts, forgetCount, normalizeEmail, readCounts, type User } from "../database.server.ts";
import type { KnownBrowser } from "./known-browser.server.ts";
import { networkOf } from "./network.ts";
import { nowOf } from "../now.server.ts";

const MINUTE = 60_000;
const QUARTER_HOUR = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/** Wrong passwords for one account that cost no time. */
export const FREE_FAILURES = 10;
/** The longest that an account's next attempt waits after a wrong password. */
const LONGEST_WAIT = 5 * MINUTE;

/** What an attempt to sign in is counted by. */
export interface Attempt {
  network: string;
  /** Ids of counts; whether the account is there or not, it has one. */
  account: string;
  address: string;
  /** Null where the user has never signed in with this browser. */
  browser: string | null;
}

/** The attempt to open the account with that email; `user` is null where there is none. */
export function attemptOf(
  { address }: AppLoadContext,
  email: string,
  user: User | null,
  known: KnownBrowser | null,
): Attempt {
  const network = networkOf(address);
  const isKnown = user !== null && known !== null && known.userIds.includes(user._id);
  return {
    network,
    account: `sign-in account ${createHash("sha256").update(normalizeEmail(email)).digest("base64url")}`,
    address: `sign-in address ${network}`,
    browser: isKnown ? `sign-in browser ${known.id} ${user._id}` : null,
  };
}

/** How long an attempt has to wait, and which count it is for. */
export interface Wait {
  milliseconds: number;
  because: "account" | "address";
}

/**
 * How long the attempt has to wait; null is not at all. An account with many wrong passwords takes the next one
 * after a while only, and an address is refused until its quarter of an hour is over; a browser in which the user has
 * signed in before is free of both, until it has sent too many wrong passwords itself.
 */
export async function waitOf(context: AppLoadContext, attempt: Attempt): Promise<Wait | null> {
  const { now, limits, database } = context;
  const { account, address, browser } = attempt;
  const counts = await readCounts(database, [account, address, browser ?? ""], nowOf(context));
  if (browser !== null && (counts.get(browser)?.count ?? 0) < FREE_FAILURES) return null;
  const ofAddress = counts.get(address);
  if (ofAddress && limits.signInFailures > 0 && ofAddress.count >= limits.signInFailures) {
    return { milliseconds: ofAddress.expiresAt.getTime() - now.epochMilliseconds, because: "address" };
  }
  const ofAccount = counts.get(account);
  if (!ofAccount || ofAccount.count < FREE_FAILURES) return null;
  const wait = Math.min(LONGEST_WAIT, 1_000 * 2 ** (ofAccount.count - FREE_FAILURES));
  const milliseconds = ofAccount.lastAt.getTime() + wait - now.epochMilliseconds;
  return milliseconds > 0 ? { milliseconds, because: "account" } : null;
}

/** When the quarter of an hour ends in which the attempt is counted. */
export function endOfQuarter({ now }: AppLoadContext): Date {
  return new Date((Math.floor(now.epochMilliseconds / QUARTER_HOUR) + 1) * QUARTER_HOUR);
}

/** Counts a wrong password. */
export async function countFailure(context: AppLoadContext, attempt: Attempt): Promise<void> {
  const { database, now } = context;
  const milliseconds = now.epochMilliseconds;
  const expiresAt = endOfQuarter(context);
  const additions = [
    { id: attempt.account, by: 1, expiresAt: new Date(milliseconds + DAY) },
    { id: attempt.address, by: 1, expiresAt },
  ];
  if (attempt.browser !== null) additions.push({ id: attempt.browser, by: 1, expiresAt });
  await addToCounts(database, additions, new Date(milliseconds));
}

/** After the right password the account's next wrong one costs no time. */
export function forgiveAccount({ database }: AppLoadContext, attempt: Attempt): Promise<void> {
  return forgetCount(database, attempt.account);
}
