import { ApiRefusal, idReused } from "../api/errors.ts";
import type { addAbsence } from "../database.server.ts";

type Refused = Exclude<Awaited<ReturnType<typeof addAbsence>>, { outcome: "changed" }>;

/** The API's refusal of a change of absences. */
export function absenceRefused(result: Refused): ApiRefusal {
  switch (result.outcome) {
    case "refused":
      return new ApiRefusal("bad_input", result.refusal.message, { issues: [result.refusal] });
    case "reused":
      return idReused("operationId", result.request);
    case "notAllowed":
      return new ApiRefusal("admins_only", "Only an admin of the organization may say that others are away.");
    case "notFound":
      return new ApiRefusal("not_found", "There is no such absence that you can change.");
  }
}
