import type { AppLoadContext } from "@remix-run/node";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guessColumns } from "../../app/domain/column-guess.ts";
import { readChoice } from "../../app/import/import-choice.ts";
import { importView } from "../../app/import/import-view.ts";
import { receiveUpload } from "../../app/import/receive-upload.server.ts";
import { requireCurrentUpload, type Upload } from "../../app/import/uploads.server.ts";
import type { Database } from "../../db/collections.ts";
import { addTestOrganization } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let stopping: AbortController;
let scope: { organizationId: string; userId: string };
let database: Database;

beforeEach(async () => {
  stopping = new AbortController();
  ({ database } = await borrowDatabase());
  scope = { organizationId: (await addTestOrganization(database, "first"))._id, userId: "user_1" };
});
afterEach(() => stopping.abort());

async function upload(lines: string[]): Promise<Upload> {
  const body = new FormData();
  body.set("file", new File([lines.join("\n")], "people.csv", { type: "text/csv" }));
  const request = new Request("http://localhost/import", { method: "POST", body });
  const context = { stopping: stopping.signal, database, now: Temporal.Now.instant() } as AppLoadContext;
  const received = await receiveUpload(request, scope, context);
  if (received.outcome !== "kept") throw new Error(received.problem);
  return requireCurrentUpload(context, scope, received.id);
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
  const view = importView(file, { choice, reading, problem: null }, "en-GB");
  expect(view.columns).toEqual(["id", "name", "Email (1)", "Email (2)"]);
  expect(view.rows).toEqual([["Ann", "ann@work.example"]]);
});
