import type { AppLoadContext } from "@remix-run/node";
import bowser from "bowser";
import type { SignedInViewer } from "../auth/viewer.server.ts";
import { listSessions } from "../database.server.ts";
import { momentText } from "../domain/date-text.ts";
import { nowOf } from "../now.server.ts";

/** What the account page shows of a session. */
export interface SessionView {
  key: string;
  /** Such as `Chrome on Linux`. */
  browser: string;
  address: string;
  signedInAt: string;
  lastUsedAt: string;
  /** True where it is the session of the browser that shows the page. */
  isThis: boolean;
}

/** The viewer's sessions, this one first, and how many they are. */
export async function sessionViews(
  context: AppLoadContext,
  viewer: SignedInViewer,
): Promise<{ sessions: SessionView[]; total: number }> {
  const now = nowOf(context);
  const { sessions, total } = await listSessions(context.database, viewer.userId, now);
  const views = sessions.map(({ _id, browser, address, createdAt, lastUsedAt }) => ({
    key: _id,
    browser: browserText(browser),
    address,
    signedInAt: momentText(createdAt, viewer),
    lastUsedAt: momentText(lastUsedAt, viewer),
    isThis: _id === viewer.sessionKey,
  }));
  return { sessions: views.sort((a, b) => Number(b.isThis) - Number(a.isThis)), total };
}

/** What a browser is, by what it calls itself. */
export function browserText(userAgent: string): string {
  if (userAgent === "") return "A program";
  const { browser, os } = bowser.parse(userAgent);
  if (!browser.name) return userAgent.split(/[/\s]/, 1)[0]!.slice(0, 40);
  return os.name ? `${browser.name} on ${os.name}` : browser.name;
}
