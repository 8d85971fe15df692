import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guessColumns } from "../../app/domain/column-guess.ts";
import { readChoice } from "../../app/import/import-choice.ts";
import { importView } from "../../app/import/import-view.ts";
import { receiveUpload } from "../../app/import/receive-upload.server.ts";
import { requireUpload, type Upload } from "../../app/import/uploads.server.ts";

const scope = { organizationId: "org_1", userId: "user_1" };
let stopping: AbortController;

beforeEach(() => {
  stopping = new AbortController();
});
afterEach(() => stopping.abort());

async function upload(lines: string[]): Promise<Upload> {
  const body = new FormData();
  body.set("file", new File([lines.join("\n")], "people.csv", { type: "text/csv" }));
  const request = new Request("http://localhost/import", { method: "POST", body });
  const received = await receiveUpload(request, scope, { stopping: stopping.signal } as AppLoadContext);
  if (received.outcome !== "kept") throw new Error(received.problem);
  return requireUpload(scope, received.id);
}

test("a column is guessed by its values also where the first rows that are shown have none", async () => {
  const rows = Array.from({ length: 100 }, (_, n) => `${n},Ann,${n < 99 ? "" : "Hot"}`);
  const { columns, rows: sample } = (await upload(["Record ID,Name,Rating", ...rows])).reading;
  expect(guessColumns(columns, sample)).toEqual({ id: "Record ID", name: "Name", leadQuality: "Rating" });
});

test("of two columns of one name none is guessed, and either can be chosen", async () => {
  const file = await upload(["id,name,Email,Email", "1,Ann,ann@home.example,ann@work.example"]);
  const { reading } = file;
  expect(guessColumns(reading.columns, reading.rows)).toEqual({ id: "id", name: "name" });
  const choice = readChoice(new URLSearchParams({ name: "name", email: "Email (2)" }), reading.columns, []);
  const view = importView(file, { choice, reading, problem: null });
  expect(view.columns).toEqual(["id", "name", "Email (1)", "Email (2)"]);
  expect(view.rows).toEqual([["Ann", "ann@work.example"]]);
});
