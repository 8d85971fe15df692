import { setTimeout as wait } from "node:timers/promises";
import { changeAllMatching } from "../../app/actions/change-all-matching.ts";
import { newOperationId, type FollowUpsApi } from "../../app/actions/follow-ups-api.ts";
import { WHOLE_LIST } from "../../app/domain/due-view.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { askDue } from "./lists.ts";
import { costOf, eachRound, median, quantile, waitsDuring } from "./measure.ts";
import type { Ours } from "./servers.ts";
import type { Line } from "./table.ts";

const TOTAL = 5_000;
const BULK = 200;
const IDLE_MILLISECONDS = 2_000;

/** All that match, done, as the page does it, beside as many times 200; and how long somebody else waits meanwhile. */
export async function measureAllMatching(rounds: number, ours: Ours): Promise<Line[]> {
  const { server, sessions, data } = ours;
  const api = apiOf(sessions.carl);
  const askAsAnn = askDue(ours, "ann");
  const all = changeAllMatching({
    api,
    view: WHOLE_LIST,
    action: "done",
    today: data.today,
    locale: "en-GB",
    total: TOTAL,
  });
  const measured = await eachRound("All that match", rounds, async () => {
    const bulk = await costOf(server.process, 1, async () => {
      const due = await api.listDue(WHOLE_LIST);
      const personIds = due.done!.followUps.map(({ id }) => id);
      const { done } = await api.change({ personIds, action: "done", operationId: newOperationId() });
      if (done?.count !== BULK) throw new Error(`200 done: ${done?.count}`);
    });
    let idle: number[] = [];
    const idleCost = await costOf(server.process, 1, async () => {
      idle = await waitsDuring(askAsAnn, () => wait(IDLE_MILLISECONDS));
    });
    let waits: number[] = [];
    let progress = 0;
    const run = { isStopped: () => false, progress: () => void progress++ };
    const total = await costOf(server.process, 1, async () => {
      waits = await waitsDuring(askAsAnn, async () => {
        const { done, obstacle } = await all.send(run);
        if (done?.count !== TOTAL || progress < TOTAL / BULK) throw new Error(`${done?.count}: ${obstacle?.reason}`);
      });
    });
    // What Ann asked meanwhile isn't a part of it.
    const cost = total - waits.length * (idleCost / idle.length);
    return { bulk, cost, idle: quantile(idle, 0.99), waits: quantile(waits, 0.99) };
  });
  const of = (name: keyof (typeof measured)[0]) => median(measured.map((round) => round[name]));
  return [
    {
      what: "all 5,000 that match",
      beside: "25 times list and 200 done",
      ours: of("cost"),
      theirs: of("bulk") * (TOTAL / BULK),
      unit: "ms",
      goal: 1.2,
    },
    { what: "others' p99 meanwhile", beside: "idle", ours: of("waits"), theirs: of("idle"), unit: "ms", goal: 2 },
  ];
}

/** The page's requests, from here. */
function apiOf(session: BrowserSession): FollowUpsApi {
  const ask = async (path: string, method: string, body?: unknown) => {
    const answer = await session.api(`/api/follow-ups/${path}`, method, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return { done: answer.body as never, obstacle: null };
  };
  return {
    listDue: ({ order, filter }) => ask(`due?limit=${BULK}&order=${order}&filter=${filter}`, "GET"),
    change: (change) => ask("due", "PATCH", change),
    undo: (operationId) => ask("undo", "POST", { operationId }),
    setNext: (operationId, newOperationId) => ask("next", "POST", { operationId, newOperationId }),
    setLeadQuality: (change) => ask("lead-quality", "PATCH", change),
  };
}
