import type { AppLoadContext } from "@remix-run/node";
import type { AuditSource } from "../database.server.ts";
import type { Viewer } from "./viewer.server.ts";
import { nowOf } from "../now.server.ts";

/** The viewer who does something, and from where; without a viewer, nobody that is known. */
export function auditSource(
  request: Request,
  context: AppLoadContext,
  viewer: Pick<Viewer, "userId" | "email"> | null,
): AuditSource {
  return {
    by: viewer ? { type: "user", id: viewer.userId, name: viewer.email } : { type: "unknown", id: null, name: "" },
    address: context.address,
    browser: request.headers.get("User-Agent") ?? "",
    now: nowOf(context),
  };
}
