import type { AppLoadContext } from "@remix-run/node";
import type { Scope } from "../database.server.ts";
import { guessColumns } from "../domain/column-guess.ts";
import { encodingNamed } from "../domain/encodings.ts";
import { readChoice, type ImportChoice } from "./import-choice.ts";
import type { Reading } from "./reading.server.ts";
import { readUpload, type Upload } from "./uploads.server.ts";

/** The file as it is read, with what its columns are; `problem` tells why it can't be read as was chosen. */
export interface ChosenReading {
  reading: Reading;
  choice: ImportChoice;
  problem: string | null;
}

/** Reads the file as a form says, or without one as the import was begun, or as it seems to be. */
export async function readChosen(
  upload: Upload,
  fields: FormData | URLSearchParams | null,
  { viewer, members }: { viewer: Scope; members: readonly { id: string }[] },
  context: Pick<AppLoadContext, "database" | "log" | "stopping">,
): Promise<ChosenReading> {
  // Once it is imported, nothing is left to be read again.
  if (!fields && upload.run) return { reading: upload.run.reading, choice: upload.run.choice, problem: null };
  const encoding = fields ? encodingNamed(fields.get("encoding")) : undefined;
  const { reading, problem } = await readUpload(upload, encoding, context);
  const guessed = { columns: guessColumns(reading.columns, reading.rows) };
  if (!fields) {
    return { reading, choice: { ...guessed, assign: undefined, rest: viewer.userId, clearEmpty: false }, problem };
  }
  const chosen = readChoice(
    fields,
    reading.columns,
    members.map(({ id }) => id),
  );
  // Columns are chosen by their names, which another encoding reads otherwise.
  const isReread = (fields.get("readAs") ?? reading.readAs) !== reading.readAs;
  const said = problem === null && encoding !== upload.reading.readAs ? encoding : undefined;
  return { reading, choice: { ...chosen, ...(isReread && guessed), encoding: said }, problem };
}
