import { OrderEvidence, type ColumnOrder } from "../../app/domain/date-order.ts";
import type { Encoding } from "../../app/domain/encodings.ts";
import { readWrittenDate } from "../../app/domain/written-date.ts";
import { inTurns } from "../turns.ts";
import type { ColumnMap } from "./column-map.ts";
import { readText } from "./read-text.ts";
import { readRows } from "./source-rows.ts";

/** What only a whole file tells, and an import of it has to know at its first row. */
export interface Survey {
  /** The order of day and month in the follow-up dates. */
  order: ColumnOrder;
}

const ROWS_IN_TURN = 500;

/** Reads a file through before it is imported; what can't be read of it is left for the import to tell. */
export async function surveyFile(
  source: AsyncIterable<Uint8Array>,
  {
    map,
    encoding,
    timeZone,
    signal,
  }: { map: ColumnMap; encoding?: Encoding | undefined; timeZone: string; signal: AbortSignal },
): Promise<Survey> {
  const evidence = new OrderEvidence();
  const worked = inTurns(ROWS_IN_TURN);
  for await (const chunk of readRows(readText(source, encoding), map)) {
    if ("problem" in chunk || signal.aborted) break;
    for (const row of chunk.rows) {
      const text = row.kind === "contact" ? row.row.nextFollowUpDate?.trim() : undefined;
      if (text) evidence.add(text, readWrittenDate(text, timeZone));
      await worked(1);
    }
  }
  return { order: evidence.result };
}
