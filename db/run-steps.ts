import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { MongoServerError } from "mongodb";
import type { Database } from "./collections.ts";

export type Log = (level: "info" | "warn" | "error", message: string) => void;

/** One change of what is stored; it can be run again where it was stopped in the middle. */
export interface Step {
  /** From 1, without gaps. */
  number: number;
  name: string;
  /** It waits until the step before it is as many days old; those behind it don't wait for it. */
  daysAfterStepBefore?: number;
  run(database: Database, progress: (text: string) => void): Promise<void>;
}

const LEASE = "lease";
const LEASE_MILLISECONDS = 30_000;
const ASK_AGAIN_MILLISECONDS = 500;
const TELL_MILLISECONDS = 10_000;
const DAY_MILLISECONDS = 86_400_000;
const DUPLICATE_KEY = 11_000;

/**
 * Runs the steps that the database doesn't record as done, in order, and records each. Of several processes one runs them,
 * by a lease that it renews, and the others wait; where it dies, another goes on.
 */
export async function runSteps(database: Database, steps: readonly Step[], log?: Log): Promise<void> {
  const holder = randomUUID();
  const tell = seldom((text) => log?.("info", text));
  while (await nextStep(database, steps)) {
    if (!(await takeLease(database, holder))) {
      tell("Another process is bringing the database up to date");
      await pause(ASK_AGAIN_MILLISECONDS);
      continue;
    }
    const renewal = setInterval(() => {
      takeLease(database, holder).catch((error: unknown) =>
        log?.("warn", `The lease can't be renewed: ${String(error)}`),
      );
    }, LEASE_MILLISECONDS / 3);
    try {
      for (let step = await nextStep(database, steps); step; step = await nextStep(database, steps)) {
        const { number, name } = step;
        await step.run(database, (text) => tell(`${name}: ${text}`));
        await database.schemaSteps.updateOne({ _id: `step ${number}` }, { $set: { at: new Date() } }, { upsert: true });
        log?.("info", `The database is brought up to date, step ${number}: ${name}`);
      }
    } finally {
      clearInterval(renewal);
      await database.schemaSteps.deleteOne({ _id: LEASE, holder });
    }
  }
}

/** The first step that isn't done and whose time has come. */
async function nextStep({ schemaSteps }: Database, steps: readonly Step[]): Promise<Step | undefined> {
  const done = new Map((await schemaSteps.find({}).toArray()).map(({ _id, at }) => [_id, at]));
  const isTime = ({ number, daysAfterStepBefore = 0 }: Step) => {
    const before = done.get(`step ${number - 1}`)?.getTime() ?? 0;
    return before + daysAfterStepBefore * DAY_MILLISECONDS <= Date.now();
  };
  return steps.find((step) => !done.has(`step ${step.number}`) && isTime(step));
}

/** Takes or renews the lease; false where another process has it. */
async function takeLease({ schemaSteps }: Database, holder: string): Promise<boolean> {
  const at = new Date();
  const until = new Date(at.getTime() + LEASE_MILLISECONDS);
  const renewed = await schemaSteps.updateOne({ _id: LEASE, holder }, { $set: { at, until } });
  if (renewed.matchedCount > 0) return true;
  const taken = await schemaSteps.updateOne({ _id: LEASE, until: { $lt: at } }, { $set: { at, until, holder } });
  if (taken.matchedCount > 0) return true;
  try {
    await schemaSteps.insertOne({ _id: LEASE, at, until, holder });
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}

/** Tells the first text at once, and then one every ten seconds. */
function seldom(tell: (text: string) => void): (text: string) => void {
  let last = 0;
  return (text) => {
    if (Date.now() - last < TELL_MILLISECONDS) return;
    last = Date.now();
    tell(text);
  };
}
