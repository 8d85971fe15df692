import { EventEmitter, once } from "node:events";
import { writeFile } from "node:fs/promises";
import type { AppLoadContext } from "@remix-run/node";
import { Temporal } from "temporal-polyfill";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { ImportChoice } from "../../app/import/import-choice.ts";
import { uploadDirectory } from "../../app/import/local-copies.server.ts";
import { readSent, sentPath } from "../../app/import/reading.server.ts";
import { startRun } from "../../app/import/start-job.server.ts";
import { endedOrAfter, startUploadJob } from "../../app/import/upload-job.server.ts";
import { keepUpload, requireCurrentUpload, type Upload } from "../../app/import/uploads.server.ts";
import { createMetrics } from "../../app/server/metrics.ts";
import type { AuditSource } from "../../db/audit.ts";
import type { Database } from "../../db/collections.ts";
import { eraseContact } from "../../db/erase/erase-contact.ts";
import type { UploadDocument, UploadJobDocument, UploadJobKind } from "../../db/upload-document.ts";
import { readUploadFile, UploadFileGone, writeUploadFile } from "../../db/uploads.ts";
import { addTestOrganization } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let database: Database;
let scope: { organizationId: string; userId: string };
let context: AppLoadContext;
let source: AuditSource;

beforeEach(async () => {
  ({ database } = await borrowDatabase());
  scope = { organizationId: (await addTestOrganization(database, "first"))._id, userId: "user_1" };
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const quiet = { warn: () => {}, error: () => {} };
  context = {
    ...{ database, now: Temporal.Now.instant(), stopping: stopping.signal, log: quiet, metrics: createMetrics() },
  } as unknown as AppLoadContext;
  source = { by: { type: "user", id: "user_1", name: "Ann" }, address: "", browser: "", now: new Date() };
});

const CHOICE: ImportChoice = {
  ...{ columns: { id: "id", name: "name" }, assign: undefined, rest: undefined, clearEmpty: false },
};

/** Uploads a file of some people; returns the upload's id. */
async function upload(rows = 3): Promise<string> {
  const directory = await uploadDirectory();
  const people = Array.from({ length: rows }, (_, n) => `p${n},Person ${n}`);
  await writeFile(sentPath(directory), ["id,name", ...people].join("\n"));
  const sent = await readSent(directory, { signal: context.stopping });
  if (sent.outcome !== "read") throw new Error(sent.problem);
  return keepUpload({ ...scope, directory, fileName: "people.csv", sent }, context);
}

const current = (id: string, its = context): Promise<Upload> => requireCurrentUpload(its, scope, id);
const stored = (id: string) => database.uploads.findOne({ _id: id });

/** Says of an upload that a job of it runs, whose process has told so `age` milliseconds ago. */
async function plantJob(id: string, kind: UploadJobKind, age: number, begun: object = {}): Promise<void> {
  const aliveAt = new Date(Date.now() - age);
  const job: UploadJobDocument = { id: "job_1", state: "running", aliveAt, begun, told: { rows: 7, summary: null } };
  await database.uploads.updateOne({ _id: id }, { $set: { [kind]: job } });
}

/** The same database, where writes that say that an import is finished fail for as often. */
function refusingEnd(times: number, onRefused: () => Promise<void>): Database {
  const uploads = new Proxy(database.uploads, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      if (name !== "updateOne") return value.bind(target) as unknown;
      return async (...[filter, update]: Parameters<typeof target.updateOne>) => {
        const isEnd = (update as { $set: Record<string, unknown> }).$set["run.state"] === "finished";
        if (!isEnd || times-- <= 0) return target.updateOne(filter, update);
        await onRefused();
        throw new Error("not primary");
      };
    },
  });
  return { ...database, uploads };
}

test("that an import is finished is told until the database takes it, and what was sent is kept until then", async () => {
  const id = await upload();
  const sent: number[] = [];
  const count = () => database.uploadParts.countDocuments({ upload: id, file: "sent" });
  const its = { ...context, database: refusingEnd(2, async () => void sent.push(await count())) };
  const found = await current(id);
  await startRun(found, { reading: found.reading, choice: CHOICE, source }, its);
  const run = async () => (await current(id)).run!;
  await expect.poll(async () => (await run()).state, { timeout: 10_000 }).toBe("finished");
  expect(sent).toEqual([1, 1]);
  expect((await run()).summary).toMatchObject({ added: 3, operationId: (await run()).operationId });
  await expect.poll(count).toBe(0);
  await expect.poll(() => database.auditEvents.countDocuments({ kind: "imported" })).toBe(1);
});

test.each(["run", "undo"] as const)(
  "an upload whose %s goes on stays beside another, and at an erasure",
  async (kind) => {
    const id = await upload();
    await plantJob(id, kind, 1_000);
    await upload();
    await addContact("erased");
    await eraseContact(database, { organizationId: scope.organizationId, id: "erased" }, source);
    expect(await database.uploads.find().toArray()).toMatchObject([{ _id: id }]);
    expect((await current(id))[kind]).toMatchObject({ state: "running" });
    // Its process has ended in the middle.
    await plantJob(id, kind, 11_000);
    await addContact("other");
    await eraseContact(database, { organizationId: scope.organizationId, id: "other" }, { ...source, now: new Date() });
    expect(await stored(id)).toBeNull();
    expect(await database.uploadParts.countDocuments()).toBe(0);
  },
);

async function addContact(id: string): Promise<void> {
  const at = new Date();
  const nothing = { email: null, phone: null, company: null, photoUrl: null, leadQuality: null, cadenceDays: null };
  await database.contacts.insertOne({
    ...{ ...nothing, organizationId: scope.organizationId, id, name: id, status: "ACTIVE", assigneeIds: [] },
    ...{ nextFollowUpDate: null, searchPrefixes: [], createdAt: at, updatedAt: at },
  });
}

test("an import that was under way at an erasure takes its upload along at its end", async () => {
  const id = await upload();
  const { document } = await current(id);
  const erase = { $set: { contactErasedAt: new Date() } };
  const work = async () => {
    await database.organizations.updateOne({ _id: scope.organizationId }, erase);
    return "finished" as const;
  };
  const job = await startUploadJob(document, "run", { begun: {}, told: { problem: null }, problem: "", work }, context);
  expect(await job!.ended).toBe("finished");
  expect(await stored(id)).toBeNull();
  expect(await database.uploadParts.countDocuments()).toBe(0);
});

test("what a job writes to an upload that has gone, and one that comes while its organization is erased, go too", async () => {
  const { document } = await current(await upload());
  const work = async ({ id }: { id: string }) => {
    await database.uploads.deleteMany({});
    await database.uploadParts.deleteMany({});
    await writeUploadFile(database, document, id).end();
    return "stopped" as const;
  };
  const job = await startUploadJob(document, "run", { begun: {}, told: { problem: null }, problem: "", work }, context);
  expect(await job!.ended).toBe("stopped");
  expect(await database.uploadParts.countDocuments()).toBe(0);
  await database.organizations.updateOne({ _id: scope.organizationId }, { $set: { closed: true } });
  await upload();
  expect(await database.uploads.countDocuments()).toBe(0);
  expect(await database.uploadParts.countDocuments()).toBe(0);
});

test("a job that goes on isn't taken for lost by a process whose clock is fast", async () => {
  const id = await upload();
  const { document } = await current(id);
  const end = new EventEmitter();
  const work = async () => (await once(end, "end")) && ("finished" as const);
  const told = { problem: null, rows: 0 };
  const job = await startUploadJob(document, "run", { begun: {}, told, problem: "", work }, context);
  const fast = { ...context, now: context.now.add({ minutes: 1 }) };
  expect((await current(id, fast)).run).toMatchObject({ state: "running" });
  end.emit("end");
  expect(await job!.ended).toBe("finished");
  expect((await current(id, fast)).run).toMatchObject({ state: "finished" });
});

test("of several who find an import lost one tells the audit log, and its own process doesn't tell it again", async () => {
  const id = await upload();
  await plantJob(id, "run", 11_000, { source });
  const found = await Promise.all([current(id), current(id), current(id)]);
  expect(found.filter(({ run }) => run!.state === "stopped")).toHaveLength(1);
  expect((await current(id)).run).toMatchObject({ state: "stopped", rows: 7 });
  expect(await database.auditEvents.countDocuments({ kind: "imported" })).toBe(1);

  const { document } = await current(id);
  const work = async () => {
    await database.uploads.updateOne({ _id: id }, { $set: { "run.state": "stopped" } });
    return "finished" as const;
  };
  const job = await startUploadJob(document, "run", { begun: {}, told: { problem: null }, problem: "", work }, context);
  expect(await job!.ended).toBeNull();
});

test("an import that is begun again in the same way has one undo with what was stopped, and else one of its own", async () => {
  const id = await upload();
  const again = async (choice: ImportChoice) => {
    const found = await current(id);
    await startRun(found, { reading: found.reading, choice, source }, context);
    await endedOrAfter(found.document, "run", 10_000, context);
    await database.uploads.updateOne({ _id: id }, { $set: { "run.state": "stopped" } });
    return (await current(id)).run!;
  };
  await plantJob(id, "run", 11_000, { choice: CHOICE, operationId: "op_first" });
  await current(id);
  expect(await again(CHOICE)).toMatchObject({ operationId: "op_first", isAgain: true });
  expect(await database.operations.countDocuments({ operationId: "op_first", action: "import" })).toBe(1);
  const other = await again({ ...CHOICE, clearEmpty: true });
  expect(other).toMatchObject({ isAgain: false, operationId: expect.not.stringMatching("op_first") as string });
  await database.uploads.updateOne({ _id: id }, { $set: { "run.begun.operationId": "op_first" } });
  await database.operations.updateOne(
    { operationId: "op_first" },
    { $set: { undone: { operationId: "op_u", count: 3 } } },
  );
  const last = await again({ ...CHOICE, clearEmpty: true });
  expect(last).toMatchObject({ isAgain: false, operationId: expect.not.stringMatching("op_first") as string });
});

test("a file that isn't there from its first piece to its last isn't read as a whole one", async () => {
  const id = await upload();
  const document: UploadDocument = (await current(id)).document;
  const file = writeUploadFile(database, document, "long");
  for (let n = 0; n < 3; n++) await file.write(new Uint8Array(1_000_000));
  await file.end();
  const read = async () => {
    let length = 0;
    for await (const bytes of readUploadFile(database, document, "long")) length += bytes.length;
    return length;
  };
  expect(await read()).toBe(3_000_000);
  const pieces = await database.uploadParts.find({ file: "long" }).sort({ n: 1 }).toArray();
  for (const missing of pieces) {
    await database.uploadParts.deleteOne({ _id: missing._id });
    await expect(read()).rejects.toThrow(UploadFileGone);
    await database.uploadParts.insertOne(missing);
  }
  await database.uploadParts.deleteMany({ file: "long" });
  await expect(read()).rejects.toThrow("Choose it again.");
});
