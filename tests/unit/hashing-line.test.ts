import { expect, test } from "vitest";
import { inHashingLine } from "../../app/auth/hashing-line.ts";

/** Work that ends when the test says so. */
function work(log: string[], name: string) {
  let finish = () => {};
  const end = new Promise<void>((resolve) => (finish = resolve));
  const run = async () => {
    log.push(name);
    await end;
    return name;
  };
  return { run, finish: () => finish() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("askers take turns: who asks for much doesn't make others wait", async () => {
  const log: string[] = [];
  const flood = Array.from({ length: 40 }, (_, n) => work(log, `flood ${n}`));
  const floods = flood.map(({ run }) => inHashingLine("flood", run));
  const atOnce = log.length;
  expect(atOnce).toBeGreaterThan(0);
  expect(atOnce).toBeLessThan(40);
  const own = work(log, "own");
  const answer = inHashingLine("own", own.run);
  own.finish();
  for (let n = 0; n < 2; n++) {
    flood[n]!.finish();
    await settled();
  }
  expect(await answer).toBe("own");
  expect(log.indexOf("own")).toBeLessThanOrEqual(atOnce + 1);
  for (const { finish } of flood) finish();
  await Promise.all(floods);
});

test("what can't wait any more is refused, and a failure gives its place free", async () => {
  const log: string[] = [];
  const all = Array.from({ length: 300 }, (_, n) => work(log, String(n)));
  const answers = all.map(({ run }) => inHashingLine("one", run));
  for (const { finish } of all) finish();
  const outcomes = await Promise.all(answers);
  expect(outcomes.some((outcome) => typeof outcome === "object" && outcome.outcome === "busy")).toBe(true);
  await expect(inHashingLine("one", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await inHashingLine("one", async () => "served")).toBe("served");
});
