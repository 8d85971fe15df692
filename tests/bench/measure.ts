import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const TICKS_PER_SECOND = 100;
const ASK_EVERY_MILLISECONDS = 50;

/** The processor time that a process and its threads have taken, in milliseconds; in steps of ten. */
export function processorTime({ pid }: { pid?: number | undefined }): number {
  return timeIn(`/proc/${pid}/stat`);
}

/** The same of a process's first thread, which runs its JavaScript, and of all others. */
export function threadTimes({ pid }: { pid?: number | undefined }): { first: number; others: number } {
  const times = readdirSync(`/proc/${pid}/task`).map((id) => ({ id, time: timeIn(`/proc/${pid}/task/${id}/stat`) }));
  const sum = (of: typeof times) => of.reduce((total, { time }) => total + time, 0);
  return {
    first: sum(times.filter(({ id }) => id === String(pid))),
    others: sum(times.filter(({ id }) => id !== String(pid))),
  };
}

function timeIn(path: string): number {
  const fields = readFileSync(path, "utf8").split(") ")[1]!.split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!;
}

/** A whole answer, which has to be a good one. */
export async function answerOf(address: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(address, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${address}: ${response.status} ${text.slice(0, 200)}`);
  return text;
}

/** The processor time of one of `count` askings, one after the other, in milliseconds. */
export async function costOf(child: ChildProcess, count: number, ask: (n: number) => Promise<unknown>) {
  const before = processorTime(child);
  for (let n = 0; n < count; n++) await ask(n);
  return (processorTime(child) - before) / count;
}

/** The processor time of work in this process, in milliseconds. */
export async function ownCost(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The memory that a process has in use, in kilobytes. */
export function residentKilobytes({ pid }: { pid?: number | undefined }): number {
  const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))!;
  return (Number(kibibytes) * 1_024) / 1_000;
}

/** How long each of `count` askings at once waits, in milliseconds. */
export async function waitsOf(count: number, ask: () => Promise<unknown>): Promise<number[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const startedAt = performance.now();
      await ask();
      return performance.now() - startedAt;
    }),
  );
}

/** How long each of many askings waits while `work` is done, in milliseconds. */
export async function waitsDuring(ask: () => Promise<unknown>, work: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  let isDone = false;
  const asking = (async () => {
    while (!isDone) {
      const from = performance.now();
      await ask();
      const waited = performance.now() - from;
      waits.push(waited);
      await wait(Math.max(0, ASK_EVERY_MILLISECONDS - waited));
    }
  })();
  await Promise.all([asking, work().finally(() => (isDone = true))]);
  return waits;
}

/** Measures in as many rounds, after one that warms up. */
export async function eachRound<Measured>(what: string, rounds: number, measure: () => Promise<Measured>) {
  const measured: Measured[] = [];
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(`${what}, round ${round} of ${rounds}\n`);
    const values = await measure();
    if (round > 0) measured.push(values);
  }
  return measured;
}
