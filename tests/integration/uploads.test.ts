import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { AppLoadContext } from "@remix-run/node";
import { Temporal } from "temporal-polyfill";
import { expect, onTestFinished, test } from "vitest";
import { startImportJob } from "../../app/import/import-job.server.ts";
import { uploadDirectory } from "../../app/import/local-copies.server.ts";
import { readSent, sentPath } from "../../app/import/reading.server.ts";
import { keepUpload, requireCurrentUpload } from "../../app/import/uploads.server.ts";
import { createMetrics } from "../../app/server/metrics.ts";
import { openDatabase } from "../../db/connection.ts";
import { readUploadFile } from "../../db/uploads.ts";
import { signIn } from "../support/browser-session.ts";
import { newDataDirectory } from "../support/data-directory.ts";
import { addTestOrganization, addTestUser } from "../support/database.ts";
import { formOf, tallyOf, textOf } from "../support/import-trial.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

/** Two servers on one folder, of which the first keeps the database, and Ann, an admin, who is signed in at both. */
async function twoServers() {
  const folder = await newDataDirectory();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = await startServer({ DATA_DIR: folder });
  onTestFinished(() => first.stop());
  const second = await startServer({ DATA_DIR: folder });
  onTestFinished(() => second.stop());
  const connection = await openDatabase({ uri: undefined, directory: folder });
  onTestFinished(() => connection.close());
  const { database } = connection;
  const world = await plantTwoOrganizations(database);
  await database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  const ann = await signIn(first.origin, "ann@example.com");
  const ask = (at: TestServer, path: string, body?: BodyInit) =>
    fetch(at.origin + path, {
      ...{ redirect: "manual", headers: { Cookie: ann.cookie(), Origin: at.origin } },
      ...(body && { method: "POST", body }),
    });
  const text = async (at: TestServer, path: string) => (await ask(at, path)).text();
  const upload = async (at: TestServer, lines: string[]) => {
    const form = new FormData();
    form.set("file", new File([lines.join("\n")], "people.csv"));
    return (await ask(at, "/import", form)).headers.get("Location")!;
  };
  return { first, second, database, world, ask, text, upload };
}

test("what is sent to one server is checked, imported and undone at another", { timeout: 60_000 }, async () => {
  const { first, second, database, ask, text, upload } = await twoServers();
  const path = await upload(first, ["id,name,leadQuality", "u1,Uma,HOT", "u2,Udo,WARM", "u3,Ulf,COLD,more"]);
  const checked = await text(second, path);
  expect(tallyOf(checked)).toMatchObject({ added: "2", rejected: "1" });
  await ask(second, path, formOf(checked));
  const imported = await text(first, path);
  expect(imported).toContain("Imported");
  expect(tallyOf(imported)).toMatchObject({ added: "2", rejected: "1" });
  expect(await text(first, `${path}/rejected`)).toContain("u3");
  // What was sent isn't kept once it is imported.
  await expect.poll(() => database.uploadParts.countDocuments({ file: "sent" })).toBe(0);
  await ask(first, path, new URLSearchParams({ intent: "undo" }));
  expect(textOf(await text(second, path))).toMatch(/2 contacts/);
  expect(await database.contacts.countDocuments({ id: /^u[12]$/ as unknown as string })).toBe(0);
});

test(
  "when a server is killed in the middle of an import, the other says that it was stopped, and goes on when asked",
  { timeout: 120_000 },
  async () => {
    const { first, second, database, world, ask, text, upload } = await twoServers();
    const rows = Array.from({ length: 5_000 }, (_, n) => `many-${n},Person ${n}`);
    const path = await upload(second, ["id,name", ...rows]);
    const form = formOf(await text(second, path));
    await ask(second, path, form);
    const many = () =>
      database.contacts.countDocuments({ organizationId: world.first, name: /^Person / as unknown as string });
    await expect.poll(many, { timeout: 30_000, interval: 20 }).toBeGreaterThan(50);
    second.process.kill("SIGKILL");
    await once(second.process, "exit");
    const written = await many();
    const copies = async () =>
      (await readdir(tmpdir())).filter((name) => name.includes(`import-${second.process.pid}-`));
    expect(await copies()).toHaveLength(1);
    expect(written).toBeLessThan(rows.length);
    expect(await text(first, path)).toContain("Importing");
    const stopped = () => text(first, path);
    await expect.poll(stopped, { timeout: 30_000, interval: 500 }).toContain("The import was stopped. Import again");
    const events = await database.auditEvents.find({ kind: "imported" }).toArray();
    expect(events.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^people.csv: stopped, after \d+ rows$/),
    ]);
    await ask(first, path, form);
    await expect.poll(stopped, { timeout: 60_000, interval: 500 }).toContain("Imported");
    expect(await many()).toBe(rows.length);
    const { added, unchanged } = tallyOf(await stopped());
    const count = (text = "") => Number(text.replace(",", ""));
    expect(count(unchanged)).toBeGreaterThanOrEqual(written);
    expect(count(added) + count(unchanged)).toBe(rows.length);
    // One undo takes back both parts.
    await ask(first, path, new URLSearchParams({ intent: "undo" }));
    const undone = async () => textOf(await stopped());
    const all = `The import is undone: ${rows.length.toLocaleString("en")} contacts removed`;
    await expect.poll(undone, { timeout: 60_000, interval: 500 }).toContain(all);
    expect(await many()).toBe(0);
    // What the killed one had of the file goes with the next upload.
    await upload(first, ["id,name", "u1,Uma"]);
    expect(await copies()).toEqual([]);
  },
);

test("the file of rejected rows ends where it is far larger than what was sent", async () => {
  const { database } = await borrowDatabase();
  const organization = await addTestOrganization(database, "busy");
  await addTestUser(database, "ann@example.com", organization);
  const directory = await uploadDirectory();
  const columns = ["id", "name", ...Array.from({ length: 498 }, (_, place) => `c${place}`)];
  await writeFile(sentPath(directory), `${columns.join(",")}\nx\n${"x\n".repeat(30_000)}`);
  const sent = await readSent(directory, { signal: new AbortController().signal });
  if (sent.outcome !== "read") throw new Error(sent.problem);
  const { reading } = sent;
  const context = {
    database,
    now: Temporal.Now.instant(),
    stopping: new AbortController().signal,
    log: console,
    metrics: createMetrics(),
  };
  const choice = { columns: { id: "id", name: "name" }, assign: undefined, clearEmpty: false };
  const scope = { organizationId: organization._id, userId: "u" };
  const its = context as unknown as AppLoadContext;
  const id = await keepUpload({ ...scope, directory, fileName: "people.csv", sent }, its);
  const upload = await requireCurrentUpload(its, scope, id);
  await (
    await startImportJob(upload, "run", { reading, choice }, its)
  )?.ended;
  const { run, document } = await requireCurrentUpload(its, scope, id);
  expect(run!.summary).toMatchObject({ rejected: 30_000 });
  const parts: Uint8Array[] = [];
  for await (const part of readUploadFile(database, document, run!.id)) parts.push(part);
  const file = Buffer.concat(parts);
  expect(file.length).toBeLessThan(11_000_000);
  const tail = file.subarray(-200).toString();
  expect(tail).toContain("This file ends here: too many rows are rejected");
});
