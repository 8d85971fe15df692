import { describe, expect, test } from "vitest";
import { guessColumns, MOST_ROWS_SAMPLED } from "../../app/domain/column-guess.ts";
import { LANGUAGES, PROGRAMS } from "../support/file-shapes.ts";

/** What is read of a file of one column, which has a value. */
const guess = (column: string, value = "x") => guessColumns([column], [[value]]);

test.each([...PROGRAMS, ...LANGUAGES])("$system", ({ columns, rows, choice }) => {
  expect(guessColumns(columns, rows)).toEqual(choice);
});

describe("languages", () => {
  test.each(["Nom", "Nome", "Nombre", "Naam", "Name", "Nombre completo", "Vollständiger Name"])(
    "%s alone is the name",
    (name) => {
      expect(guess(name)).toEqual({ name });
    },
  );

  test("a date of the next contact", () => {
    for (const column of ["Wiedervorlage", "Date de relance", "Próximo seguimiento", "Opvolgdatum", "Follow-Up"]) {
      expect(guess(column, "31.12.2025")).toEqual({ nextFollowUpDate: column });
    }
  });
});

describe("which of several", () => {
  test("an empty column of ids gives way to a filled one", () => {
    expect(guessColumns(["ID", "Record ID"], [["", "r1"]])).toEqual({ id: "Record ID" });
  });

  test("an empty column isn't taken beside a filled one, unless there are more rows than were looked at", () => {
    const rows = (count: number) => Array.from({ length: count }, () => ["a@x.example", ""]);
    expect(guessColumns(["Email", "Home email"], rows(3))).toEqual({ email: "Email" });
    expect(guessColumns(["Email", "Home email"], rows(MOST_ROWS_SAMPLED))).toEqual({ email: ["Email", "Home email"] });
  });

  test("an owner is told by name or email, never by the id of another system", () => {
    expect(guess("Owner", "Lee, Ann")).toEqual({ assignees: "Owner" });
    expect(guess("Owner", "0055g000004AAAA")).toEqual({});
  });
});
