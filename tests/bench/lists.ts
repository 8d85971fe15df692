import type { UserName } from "./due-data.ts";
import { answerOf, costOf, eachRound, median, quantile, waitsOf } from "./measure.ts";
import type { Ours, Plain } from "./servers.ts";
import type { Line } from "./table.ts";

const AT_ONCE = 64;

/** Asks for the ten most urgent of a user. */
export function askDue({ server, sessions }: Ours, name: UserName): () => Promise<string> {
  const headers = { Cookie: sessions[name].cookie() };
  return () => answerOf(`${server.origin}/api/follow-ups/due?limit=10`, { headers });
}

/** The due list of ten with its counts: beside SQLite, among few contacts, with few and with very many due. */
export async function measureLists(rounds: number, many: Ours, few: Ours, plain: Plain): Promise<Line[]> {
  const askPlain = () => answerOf(`${plain.origin}/due?limit=10`, { headers: { Authorization: "ann" } });
  const refused = async (address: string) => {
    const { status } = await fetch(address);
    if (status !== 401) throw new Error(`${address}: ${status}`);
  };
  const measured = await eachRound("Lists", rounds, async () => ({
    refused: await costOf(many.server.process, 100, () => refused(`${many.server.origin}/api/follow-ups/due`)),
    plainRefused: await costOf(plain.process, 100, () => refused(`${plain.origin}/due?limit=10`)),
    plain: await costOf(plain.process, 200, askPlain),
    ann: await costOf(many.server.process, 100, askDue(many, "ann")),
    few: await costOf(few.server.process, 100, askDue(few, "ann")),
    bob: await costOf(many.server.process, 100, askDue(many, "bob")),
    carl: await costOf(many.server.process, 50, askDue(many, "carl")),
    waits: quantile(await waitsOf(AT_ONCE, askDue(many, "ann")), 0.99),
    plainWaits: quantile(await waitsOf(AT_ONCE, askPlain), 0.99),
  }));
  const of = (name: keyof (typeof measured)[0]) => median(measured.map((round) => round[name]));
  const sqlite = "Express and SQLite";
  return [
    { what: "10 of 5,000 due", beside: sqlite, ours: of("ann"), theirs: of("plain"), unit: "ms", goal: 3 },
    {
      what: "nothing, as nobody is signed in",
      beside: sqlite,
      ours: of("refused"),
      theirs: of("plainRefused"),
      unit: "ms",
    },
    { what: "64 at once, p99", beside: sqlite, ours: of("waits"), theirs: of("plainWaits"), unit: "ms", goal: 5 },
    { what: "among all", beside: "among 10,000", ours: of("ann"), theirs: of("few"), unit: "ms", goal: 1.2 },
    { what: "5,000 due", beside: "100 due", ours: of("ann"), theirs: of("bob"), unit: "ms", goal: 2 },
    { what: "50,000 due", beside: "100 due", ours: of("carl"), theirs: of("bob"), unit: "ms", goal: 8 },
  ];
}
