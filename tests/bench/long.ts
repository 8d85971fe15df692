import { costOf, eachRound, median, residentKilobytes, waitsOf } from "./measure.ts";
import { startOurs, type Ours } from "./servers.ts";
import { askDue } from "./lists.ts";
import type { Line } from "./table.ts";

const MANY = 1_000_000;
const REQUESTS = [1_000, 100_000] as const;
const AT_ONCE = 4;

/** What takes half an hour: the due list among a million contacts, and the memory after very many requests. */
export async function measureLong(rounds: number, few: Ours): Promise<Line[]> {
  process.stderr.write(`Planting ${MANY} contacts\n`);
  const million = await startOurs(MANY);
  try {
    const measured = await eachRound("A million", rounds, async () => ({
      million: await costOf(million.server.process, 100, askDue(million, "ann")),
      few: await costOf(few.server.process, 100, askDue(few, "ann")),
    }));
    const of = (name: "million" | "few") => median(measured.map((round) => round[name]));
    const memory: number[] = [];
    let asked = 0;
    for (const total of REQUESTS) {
      for (; asked < total; asked += AT_ONCE) await waitsOf(AT_ONCE, askDue(million, "ann"));
      memory.push(residentKilobytes(million.server.process));
    }
    const [after1000, after100000] = memory as [number, number];
    return [
      {
        what: "among 1,000,000",
        beside: "among 10,000",
        ours: of("million"),
        theirs: of("few"),
        unit: "ms",
        goal: 1.2,
      },
      {
        ...{ what: "memory after 100,000 requests", beside: "after 1,000", ours: after100000, theirs: after1000 },
        ...{ unit: "KB", goal: 1.1 },
      },
    ];
  } finally {
    await million.server.stop();
  }
}
