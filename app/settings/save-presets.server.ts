import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { recordAudit, setOrganizationPresets } from "../database.server.ts";
import type { PresetsRequest } from "../domain/own-days-input.ts";
import { readPresets } from "../follow-ups/read-presets.server.ts";

/** Saves the organization's days to snooze to, as an admin's form asks for them; the form again where they can't be. */
export async function savePresets(
  form: FormData,
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
): Promise<PresetsRequest> {
  const wanted = await readPresets(form, viewer);
  if (wanted.outcome === "badInput") return wanted;
  const { database } = context;
  if (await setOrganizationPresets(database, viewer, wanted.presets)) {
    const { organizationId } = viewer;
    const entry = { organizationId, kind: "settingsChanged", detail: "days to snooze to" } as const;
    await recordAudit(database, auditSource(request, context, viewer), entry);
  }
  return wanted;
}
