import type { Viewer } from "../auth/viewer.server.ts";
import { countSampleContacts, hasContacts, type Database } from "../database.server.ts";
import { samplesThereText } from "../domain/sample-text.ts";

/** What pages say to somebody who begins. */
export interface Beginning {
  /** False where the viewer sees no contact at all. */
  hasContacts: boolean;
  /** What tells of the sample contacts that the viewer may remove; null where there are none. */
  samples: string | null;
}

/** Looks for contacts only where a page has none to show. */
export async function readBeginning(
  database: Database,
  viewer: Viewer,
  { isEmpty }: { isEmpty: boolean },
): Promise<Beginning> {
  const [isFilled, samples] = await Promise.all([
    !isEmpty || hasContacts(database, viewer),
    viewer.role === "admin" ? countSampleContacts(database, viewer, viewer.sampleContactIds) : 0,
  ]);
  return { hasContacts: isFilled, samples: samplesThereText(samples, viewer.locale) };
}
