import type { AppLoadContext } from "@remix-run/node";
import { browserText } from "../account/session-view.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { auditName, listAuditEvents, type AuditQuery } from "../database.server.ts";
import { auditQuery, type AuditFilter } from "../domain/audit-filter.ts";
import { auditKindLabel } from "../domain/audit.ts";
import { addDays, nextMidnight } from "../domain/calendar.ts";
import { momentText } from "../domain/date-text.ts";

const PAGE_LENGTH = 50;

/** An event as the page shows it. */
export interface AuditEventView {
  id: string;
  /** Such as `API key made: API key “Intranet”`. */
  what: string;
  who: string;
  when: string;
  detail: string;
  /** From where, with what; empty for the command line. */
  from: string;
}

/** The part of the log that an admin's filter shows. */
export async function auditPageView(
  { database }: AppLoadContext,
  viewer: Viewer,
  filter: AuditFilter,
  olderThan: string | null,
) {
  const wanted = auditQueryOf(filter, viewer);
  const { events, older } = await listAuditEvents(database, viewer.organizationId, wanted, {
    olderThan,
    limit: PAGE_LENGTH,
  });
  return {
    events: events.map(({ _id, kind, by, about, at, detail, address, browser }): AuditEventView => ({
      id: _id.toHexString(),
      what: auditKindLabel(kind) + (about ? `: ${auditName(about)}` : ""),
      who: auditName(by),
      when: momentText(at, viewer),
      detail,
      from: address && `${address.replace(/^::ffff:/, "")}, ${browserText(browser)}`,
    })),
    links: {
      older: older && `/audit${auditQuery(filter, { older })}`,
      newest: olderThan && `/audit${auditQuery(filter)}`,
      csv: `/audit/export${auditQuery(filter)}`,
    },
  };
}

/** The filter, with its days where the viewer is. */
export function auditQueryOf({ kind, person, from, to }: AuditFilter, { timeZone }: Viewer): AuditQuery {
  return {
    kind,
    person,
    since: from === null ? null : new Date(nextMidnight(addDays(from, -1), timeZone)),
    until: to === null ? null : new Date(nextMidnight(to, timeZone)),
  };
}
