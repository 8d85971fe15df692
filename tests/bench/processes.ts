import { parseArgs } from "node:util";
import { mkdtemp } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/connection.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer } from "../support/server.ts";
import { plantDueData } from "./due-data.ts";
import { answerOf, eachRound, median, threadTimes } from "./measure.ts";

// Prints how often a second one web process answers a path, a due list of ten by itself, and how often two do, 16 asked at once.
const { values } = parseArgs({
  options: {
    contacts: { type: "string", default: "120000" },
    rounds: { type: "string", default: "7" },
    path: { type: "string", default: "/api/follow-ups/due?limit=10" },
  },
});
const AT_ONCE = 16;
const ROUND_MILLISECONDS = 5_000;

async function startWith(processes: number) {
  const dataDirectory = await mkdtemp(join(tmpdir(), "follow-ups-bench-"));
  const connection = await openDatabase({ uri: undefined, directory: dataDirectory });
  await plantDueData(connection.database, Number(values.contacts));
  await connection.close();
  const env = { DATA_DIR: dataDirectory, LOG_LEVEL: "error", WEB_PROCESSES: String(processes) };
  const server = await startServer(env);
  return { server, session: await signIn(server.origin, "ann@example.com") };
}

/** Answers a second, with as many asked at once, and what each takes of the first thread and of the others. */
async function rateOf({ server, session }: Awaited<ReturnType<typeof startWith>>) {
  const before = threadTimes(server.process);
  const end = performance.now() + ROUND_MILLISECONDS;
  let answers = 0;
  const ask = async () => {
    while (performance.now() < end) {
      await answerOf(`${server.origin}${values.path}`, { headers: { Cookie: session.cookie() } });
      answers++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  const after = threadTimes(server.process);
  return {
    rate: (answers * 1_000) / ROUND_MILLISECONDS,
    first: (after.first - before.first) / answers,
    others: (after.others - before.others) / answers,
  };
}

const one = await startWith(1);
const two = await startWith(2);
try {
  const rounds = await eachRound("Processes", Number(values.rounds), async () => ({
    one: await rateOf(one),
    two: await rateOf(two),
  }));
  for (const name of ["one", "two"] as const) {
    const of = (key: "rate" | "first" | "others") => median(rounds.map((round) => round[name][key])).toFixed(1);
    console.log(`${name}: ${of("rate")} a second; of the process that keeps the database the first thread takes`);
    console.log(`  ${of("first")} ms of the processor for each, its other threads ${of("others")} ms`);
  }
  console.log(`ratio, the median of pairs: ${median(rounds.map(({ one, two }) => two.rate / one.rate)).toFixed(2)}`);
  console.log(`load: ${loadavg()[0]!.toFixed(1)}`);
} finally {
  await one.server.stop();
  await two.server.stop();
}
