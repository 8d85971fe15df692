import { parseArgs } from "node:util";
import { mkdtemp } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/connection.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer } from "../support/server.ts";
import { plantDueData } from "./due-data.ts";
import { answerOf, eachRound, median } from "./measure.ts";

// Prints how many due lists of ten a second one web process answers and how many two do, 16 asked at once, in turns.
const { values } = parseArgs({
  options: { contacts: { type: "string", default: "120000" }, rounds: { type: "string", default: "7" } },
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

/** Answers a second, with as many asked at once. */
async function rateOf({ server, session }: Awaited<ReturnType<typeof startWith>>): Promise<number> {
  const end = performance.now() + ROUND_MILLISECONDS;
  let answers = 0;
  const ask = async () => {
    while (performance.now() < end) {
      await answerOf(`${server.origin}/api/follow-ups/due?limit=10`, { headers: { Cookie: session.cookie() } });
      answers++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return (answers * 1_000) / ROUND_MILLISECONDS;
}

const one = await startWith(1);
const two = await startWith(2);
try {
  const rounds = await eachRound("Processes", Number(values.rounds), async () => ({
    one: await rateOf(one),
    two: await rateOf(two),
  }));
  console.log(`one: ${median(rounds.map((round) => round.one)).toFixed(0)} a second`);
  console.log(`two: ${median(rounds.map((round) => round.two)).toFixed(0)} a second`);
  console.log(`ratio, the median of pairs: ${median(rounds.map((round) => round.two / round.one)).toFixed(2)}`);
  console.log(
    `load: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(", ")}`,
  );
} finally {
  await one.server.stop();
  await two.server.stop();
}
