import { gzipSync } from "node:zlib";
import { answerOf, costOf, eachRound, median } from "./measure.ts";
import type { Ours, Plain } from "./servers.ts";
import type { Line } from "./table.ts";

const MOST_KILOBYTES = 400;
const MOST_COMPRESSED = 40;

/** The hub's page of 200 rows. */
export async function measurePage(rounds: number, { server, sessions }: Ours, plain: Plain): Promise<Line[]> {
  const headers = { Cookie: sessions.ann.cookie() };
  const page = () => answerOf(`${server.origin}/follow-ups`, { headers });
  const api = () => answerOf(`${server.origin}/api/follow-ups/due?limit=200`, { headers });
  const measured = await eachRound("Page", rounds, async () => ({
    page: await costOf(server.process, 20, page),
    api: await costOf(server.process, 40, api),
  }));
  const of = (name: "page" | "api") => median(measured.map((round) => round[name]));
  const [ours, theirs] = [await page(), await answerOf(`${plain.origin}/page?token=ann`)];
  const kilobytes = (text: string) => Buffer.byteLength(text) / 1_000;
  const compressed = (text: string) => gzipSync(text).length / 1_000;
  const table = "a plain table";
  return [
    { what: "hub of 200 rows", beside: "the API's 200", ours: of("page"), theirs: of("api"), unit: "ms", goal: 2.5 },
    sized("its HTML", table, kilobytes(ours), kilobytes(theirs), MOST_KILOBYTES),
    sized("compressed", table, compressed(ours), compressed(theirs), MOST_COMPRESSED),
  ];
}

/** A line whose goal is a size, not a ratio. */
function sized(what: string, beside: string, ours: number, theirs: number, most: number): Line {
  return { what: `${what} (${most} KB at most)`, beside, ours, theirs, unit: "KB", goal: most / theirs };
}
