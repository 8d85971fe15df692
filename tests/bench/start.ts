import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startServer } from "../support/server.ts";
import { answerOf, eachRound, median } from "./measure.ts";
import type { Ours } from "./servers.ts";
import type { Line } from "./table.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const EMPTY = `import express from "express";
const server = express().get("/", (request, response) => response.send("Hello")).listen(0, "127.0.0.1", () =>
  console.log("http://127.0.0.1:" + server.address().port));`;

/** From the start of the process to its first answer, beside an Express app that has nothing to do; ends our server. */
export async function measureStart(rounds: number, { server }: Ours): Promise<Line[]> {
  server.process.kill("SIGTERM");
  await once(server.process, "exit");
  const measured = await eachRound("Start", rounds, async () => ({
    ours: await timed(async () => {
      const started = await startServer({ DATA_DIR: server.dataDirectory, LOG_LEVEL: "error" });
      await answerOf(`${started.origin}/login`);
      return started.process;
    }),
    empty: await timed(async () => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", EMPTY], { cwd: ROOT });
      const [line] = (await once(child.stdout, "data")) as [Buffer];
      await answerOf(line.toString().trim());
      return child;
    }),
  }));
  const of = (name: "ours" | "empty") => median(measured.map((round) => round[name]));
  return [
    {
      what: "start to first answer",
      beside: "empty Express",
      ours: of("ours"),
      theirs: of("empty"),
      unit: "ms",
      goal: 3,
    },
  ];
}

async function timed(start: () => Promise<ChildProcess>): Promise<number> {
  const startedAt = performance.now();
  const child = await start();
  const taken = performance.now() - startedAt;
  child.kill("SIGTERM");
  await once(child, "exit");
  return taken;
}
