import { USERS } from "./due-data.ts";
import { answerOf, costOf, eachRound, median, ownCost } from "./measure.ts";
import type { Ours, Plain } from "./servers.ts";
import type { Line } from "./table.ts";

const SINGLE = 40;
const BULK = 200;

/** Marking one done, and 200, beside the same statements given to SQLite in this process. */
export async function measureChanges(rounds: number, { server, data, sessions }: Ours, plain: Plain): Promise<Line[]> {
  const owner = { organization_id: data.organizationId, user_id: data.userIds.carl };
  const first = USERS.ann + USERS.bob;
  let [ours, theirs] = [first, first];
  const next = (place: number, count: number) => Array.from({ length: count }, (_, n) => `contact-${place + n}`);
  const done = async (count: number) => {
    const personIds = next(ours, count);
    ours += count;
    const { status, body } = await sessions.carl.api("/api/follow-ups/due", "PATCH", { personIds, action: "done" });
    if (status !== 200 || body.count !== count) throw new Error(`${count} done: ${status} ${JSON.stringify(body)}`);
  };
  const doneByHand = async (count: number, times: number) => {
    const cost = await ownCost(() => {
      for (let n = 0; n < times; n++, theirs += count) plain.database.done(owner, next(theirs, count), `${theirs}`);
    });
    return cost / times;
  };
  const doneByExpress = () => {
    const id = next(theirs++, 1)[0]!;
    return answerOf(`${plain.origin}/due/${id}`, { method: "PATCH", headers: { Authorization: "carl" } });
  };
  const measured = await eachRound("Changes", rounds, async () => ({
    one: await costOf(server.process, SINGLE, () => done(1)),
    oneByHand: await doneByHand(1, SINGLE),
    oneByExpress: await costOf(plain.process, SINGLE, doneByExpress),
    bulk: await costOf(server.process, 3, () => done(BULK)),
    bulkByHand: await doneByHand(BULK, 3),
  }));
  const of = (name: keyof (typeof measured)[0]) => median(measured.map((round) => round[name]));
  const beside = "SQLite by hand";
  return [
    { what: "one done", beside, ours: of("one"), theirs: of("oneByHand"), unit: "ms", goal: 6 },
    { what: "one done", beside: "Express and SQLite", ours: of("one"), theirs: of("oneByExpress"), unit: "ms" },
    { what: "200 done", beside, ours: of("bulk"), theirs: of("bulkByHand"), unit: "ms", goal: 8 },
  ];
}
