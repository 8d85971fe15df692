import { quoted, type ImportField } from "../../app/domain/import-row.ts";

/** Why a file is refused as a whole, before anything of it is written. */
export type ImportProblem =
  | { code: "emptyFile" }
  | { code: "jsonArray" }
  | { code: "unreadableHeader"; line: number; reason: string }
  | { code: "repeatedColumn"; column: string }
  | { code: "tooManyRows"; mostRows: number }
  | { code: "missingColumns"; missing: { field: ImportField; column: string }[]; columns: string[] }
  | { code: "unknownAssignee"; email: string };

const MOST_COLUMNS_SHOWN = 50;

/** The problem in one line, for a person. */
export function describeProblem(problem: ImportProblem, fileName: string, organization: { slug: string }): string {
  switch (problem.code) {
    case "emptyFile":
      return `${fileName} is empty`;
    case "jsonArray":
      return `${fileName} is one JSON array; NDJSON is needed, one object on each line (mongoexport without --jsonArray)`;
    case "unreadableHeader":
      return `${fileName} has no readable header: line ${problem.line} ${problem.reason}`;
    case "repeatedColumn":
      return `${fileName} has more than one column ${quoted(problem.column)}. Say which is meant with --map, as in FIELD=${quoted(`${problem.column} (1)`)}`;
    case "tooManyRows":
      return `${fileName} has more than ${problem.mostRows.toLocaleString("en")} rows. Split it, or import it on the command line`;
    case "unknownAssignee":
      return `${quoted(problem.email)} is not a user of organization ${organization.slug}`;
    case "missingColumns": {
      const missing = problem.missing.map(({ field, column }) =>
        column === field ? quoted(column) : `${quoted(column)} (for ${field})`,
      );
      const shown = problem.columns.slice(0, MOST_COLUMNS_SHOWN).map(quoted);
      if (problem.columns.length > shown.length) shown.push("…");
      const noun = missing.length === 1 ? "column" : "columns";
      return `${fileName} has no ${noun} ${missing.join(" and ")}; its columns are ${shown.join(", ")}. Name another one with --map FIELD=COLUMN`;
    }
  }
}
