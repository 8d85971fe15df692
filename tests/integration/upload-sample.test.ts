import type { AppLoadContext } from "@remix-run/node";
import { expect, test } from "vitest";
import { guessColumns } from "../../app/domain/column-guess.ts";
import { receiveUpload } from "../../app/import/receive-upload.server.ts";
import { requireUpload } from "../../app/import/uploads.server.ts";

test("a column is guessed by its values also where the first rows that are shown have none", async () => {
  const stopping = new AbortController();
  const scope = { organizationId: "org_1", userId: "user_1" };
  const rows = Array.from({ length: 100 }, (_, n) => `${n},Ann,${n < 99 ? "" : "Hot"}`);
  const body = new FormData();
  body.set("file", new File([["Record ID,Name,Rating", ...rows].join("\n")], "people.csv", { type: "text/csv" }));
  const request = new Request("http://localhost/import", { method: "POST", body });
  const received = await receiveUpload(request, scope, { stopping: stopping.signal } as AppLoadContext);
  if (received.outcome !== "kept") throw new Error(received.problem);
  const upload = requireUpload(scope, received.id);
  expect(guessColumns(upload.columns, upload.rows)).toEqual({ id: "Record ID", name: "Name", leadQuality: "Rating" });
  stopping.abort();
});
