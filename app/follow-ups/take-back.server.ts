import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import {
  isImport,
  undoAbsence,
  undoImport,
  undoOperation,
  undoRemoval,
  undoRemovalOfContact,
  type UndoneImport,
  type UndoResult,
} from "../database.server.ts";

/** What was taken back: dates of contacts, an import, the removal of the member with that name, or of a contact, or an absence. */
export type TakenBack =
  | UndoResult
  | { outcome: "restored"; name: string; count: number; operationId: string }
  | { outcome: "absenceBack" | "absenceGone"; name: string; count: number; operationId: string }
  | ({ outcome: "importUndone" } & UndoneImport)
  | { outcome: "contactBack"; name: string | null; count: number; operationId: string };

/** Takes back an operation of the viewer's, whatever it did; `notFound` where they did no such. */
export async function takeBackOperation(
  request: Request,
  context: AppLoadContext,
  viewer: Viewer,
  operationId: string,
): Promise<TakenBack> {
  const source = auditSource(request, context, viewer);
  const { organizationId } = viewer;
  if (await isImport(context.database, organizationId, operationId)) {
    if (viewer.role !== "admin") return { outcome: "notFound" };
    const imported = await undoImport(context.database, organizationId, {
      operationId,
      source,
      signal: context.stopping,
    });
    return imported.outcome === "importUndone" ? imported : { outcome: "notFound" };
  }
  const removal = await undoRemoval(context.database, { organizationId, source }, operationId);
  if (removal.outcome !== "otherOperation") return removal;
  const { today, locale } = viewer;
  const absence = await undoAbsence(context.database, { scope: viewer, source, today, locale }, operationId);
  if (absence.outcome !== "otherOperation") return absence;
  const contact = await undoRemovalOfContact(context.database, viewer, source, operationId);
  if (contact.outcome !== "otherOperation") return contact;
  return undoOperation(context.database, viewer, { operationId, now: source.now });
}
