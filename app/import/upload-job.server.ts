import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { AppLoadContext } from "@remix-run/node";
import {
  beginUploadJob,
  isUploadJobRunning,
  isUploadThere,
  removeErasedUpload,
  tellUploadJob,
  type UploadDocument,
  type UploadJobDocument,
  type UploadJobKind,
} from "../database.server.ts";

const TELL_EVERY_MILLISECONDS = 500;
const LOOK_EVERY_MILLISECONDS = 50;
/** How often the end of a job is told until the database takes it: long enough for another one to take over. */
const MOST_TELLINGS_OF_END = 30;
const TELL_END_AGAIN_MILLISECONDS = 1_000;
/** What is told of a file is for reading, and a cell of it may have any length. */
const LONGEST_TEXT = 1_000;

/** What a job does, and what it tells meanwhile: `work` changes `told` as it goes on. */
export interface UploadWork<Told extends { problem: string | null }> {
  begun: object;
  told: Told;
  /** What is told where it fails in a way that nobody has thought of. */
  problem: string;
  work: (job: { id: string; signal: AbortSignal }) => Promise<EndOfJob>;
  /** What is left to do once all others know that it is finished. */
  whenFinished?: () => Promise<void>;
}

type EndOfJob = Exclude<UploadJobDocument["state"], "running">;

/** A job that this process does; `ended` is never rejected, and null where another process has said how it ended. */
export interface OwnJob {
  ended: Promise<EndOfJob | null>;
}

/**
 * Begins work on an upload, which goes on by itself; null where another process has begun something meanwhile. The
 * database hears every half second how far it is, and the work is stopped where another job has taken its place.
 */
export async function startUploadJob<Told extends { problem: string | null }>(
  upload: UploadDocument,
  kind: UploadJobKind,
  { begun, told, problem, work, whenFinished }: UploadWork<Told>,
  { database, log, stopping }: Pick<AppLoadContext, "database" | "log" | "stopping">,
): Promise<OwnJob | null> {
  const job: UploadJobDocument = {
    ...{ id: randomBytes(9).toString("base64url"), state: "running", aliveAt: new Date(), begun, told },
  };
  if (!(await beginUploadJob(database, upload, kind, job))) return null;
  const replaced = new AbortController();
  let telling = Promise.resolve();
  const write = () => tellUploadJob(database, upload, kind, { ...job, told: readable(told), aliveAt: new Date() });
  // One after the other, so that what is told last stays.
  const tell = () =>
    (telling = telling
      .then(write)
      .then((isOurs) => isOurs || replaced.abort())
      .then(undefined, (error: unknown) => log.warn(error, "Can't tell how far an import is")));
  const timer = setInterval(() => void tell(), TELL_EVERY_MILLISECONDS).unref();
  const ended = work({ id: job.id, signal: AbortSignal.any([replaced.signal, stopping]) })
    .catch(async (error: unknown) => {
      // The file of an upload that has gone can't be read.
      await tell();
      if (!replaced.signal.aborted) log.error(error, `An upload's ${kind} failed`);
      told.problem = problem;
      return "failed" as const;
    })
    .then(async (state) => {
      clearInterval(timer);
      await telling;
      job.state = state;
      const isTold = await tellEnd(write, { log, stopping });
      try {
        const isOthers = !isTold && (await isUploadThere(database, upload));
        if (isTold && state === "finished") await whenFinished?.();
        await removeErasedUpload(database, upload, new Date());
        return isOthers ? null : state;
      } catch (error) {
        log.warn(error, "Can't clear up after an import");
        return isTold ? state : null;
      }
    });
  return { ended };
}

/** Tells the end of a job, again where the database doesn't take it; false where that isn't its end any more. */
async function tellEnd(
  tell: () => Promise<boolean>,
  { log, stopping }: Pick<AppLoadContext, "log" | "stopping">,
): Promise<boolean> {
  for (let telling = 1; ; telling++) {
    try {
      return await tell();
    } catch (error) {
      log.warn(error, "Can't tell how an import has ended");
      if (telling === MOST_TELLINGS_OF_END || stopping.aborted) return false;
      await pause(TELL_END_AGAIN_MILLISECONDS, undefined, { ref: false });
    }
  }
}

/** Waits until the upload's job has ended, whichever process does it, or for as long. */
export async function endedOrAfter(
  upload: UploadDocument,
  kind: UploadJobKind,
  milliseconds: number,
  { database }: Pick<AppLoadContext, "database">,
): Promise<void> {
  const end = performance.now() + milliseconds;
  for (;;) {
    if (!(await isUploadJobRunning(database, upload, kind)) || performance.now() >= end) return;
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}

/** The same with long texts cut. */
function readable<Told extends object>(told: Told): Told {
  const text = JSON.stringify(told, (_key, value: unknown) =>
    typeof value === "string" && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value,
  );
  return JSON.parse(text) as Told;
}
