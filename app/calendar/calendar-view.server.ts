import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { findCalendarFeed } from "../database.server.ts";
import { momentText } from "../domain/date-text.ts";
import { takeShownOnce } from "../shown-once.server.ts";

/** What the account page says of the viewer's calendar address. */
export interface CalendarView {
  /** When there is one: since when, such as `24 Nov 2026, 09:30`. */
  since: string | null;
  /** The address itself, once, right after it was made. */
  address: string | null;
}

/** The view of the viewer's calendar address in the current organization; `headers` takes the cookie that ends it. */
export async function calendarView(
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
  headers: Headers,
): Promise<CalendarView> {
  const [made, address] = await Promise.all([
    findCalendarFeed(context.database, viewer),
    takeShownOnce(request, context, "calendar", headers),
  ]);
  return { since: made && momentText(made, viewer), address: made && address };
}
