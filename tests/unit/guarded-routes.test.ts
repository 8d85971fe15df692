import type { ActionFunctionArgs, ServerBuild } from "@remix-run/node";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readText } from "../../app/request-body.server.ts";
import { guardedRoutes } from "../../app/server/guarded-routes.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

type Work = (call: ActionFunctionArgs) => Promise<unknown>;
interface Guarded {
  action: Work;
  loader: Work;
}

const never: Work = () => new Promise(() => undefined);
const taking =
  (milliseconds: number): Work =>
  () =>
    new Promise((resolve) => setTimeout(() => resolve("done"), milliseconds));

function guarded(id: string, module: Partial<Guarded>, isSlow = () => false): Guarded {
  const build = { routes: { [id]: { id, path: "x", module } } } as unknown as ServerBuild;
  return (guardedRoutes(build, isSlow) as ServerBuild).routes[id]!.module as unknown as Guarded;
}

/** What has become of an answer, as far as it is known. */
function watched(answer: Promise<unknown>) {
  const state: { now: unknown } = { now: "waiting" };
  answer.then(
    (value) => (state.now = value),
    (refusal: Response) => (state.now = [refusal.status, refusal.headers.get("Retry-After")]),
  );
  return state;
}

const call = (context: object, request = new Request("http://localhost/x", { method: "POST" })) =>
  ({ context, request, params: {} }) as unknown as ActionFunctionArgs;
const REFUSED = [503, "5"];

test.each(["routes/account", "routes/api.contacts", "root"])(
  "%s is answered for after four seconds (ASVS 15.2.2, 16.5.2)",
  async (id) => {
    const state = watched(guarded(id, { action: never }).action(call({})));
    await vi.advanceTimersByTimeAsync(3_900);
    expect(state.now).toBe("waiting");
    await vi.advanceTimersByTimeAsync(200);
    expect(state.now).toEqual(REFUSED);
  },
);

test("a form and the page after it have four seconds in all", async () => {
  const context = {};
  const { action, loader } = guarded("routes/account", { action: taking(3_000), loader: never });
  const first = watched(action(call(context)));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(first.now).toBe("done");
  const state = watched(loader(call(context, new Request("http://localhost/x"))));
  await vi.advanceTimersByTimeAsync(1_100);
  expect(state.now).toEqual(REFUSED);
});

test("long work goes on while the database is prompt, and what is loaded after it has its own time", async () => {
  let isSlow = false;
  const context = {};
  const { action } = guarded("routes/import", { action: taking(60_000) }, () => isSlow);
  const { loader } = guarded("root", { loader: taking(1_000) });
  const first = watched(action(call(context)));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(first.now).toBe("done");
  const page = watched(loader(call(context, new Request("http://localhost/x"))));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(page.now).toBe("done");
  const second = watched(action(call({})));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(second.now).toBe("waiting");
  isSlow = true;
  await vi.advanceTimersByTimeAsync(200);
  expect(second.now).toEqual(REFUSED);
});

test("what the client takes to send its body isn't counted", async () => {
  let send = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = () => {
        controller.enqueue(Buffer.from("a=b"));
        controller.close();
      };
    },
  });
  const request = new Request("http://localhost/x", { method: "POST", body, duplex: "half" } as RequestInit);
  const readThenNever: Work = async (sent) => {
    await readText(sent.request, 100);
    return never(sent);
  };
  const state = watched(guarded("routes/account", { action: readThenNever }).action(call({}, request)));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(state.now).toBe("waiting");
  send();
  await vi.advanceTimersByTimeAsync(3_800);
  expect(state.now).toBe("waiting");
  await vi.advanceTimersByTimeAsync(400);
  expect(state.now).toEqual(REFUSED);
});
