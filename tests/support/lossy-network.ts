/** What becomes of one request: it may not arrive, its answer may be lost or late, or it may arrive twice. */
export const WEATHERS = [
  "fine",
  "late",
  "answer late",
  "lost",
  "answer lost",
  "twice",
  "busy",
  "server error",
  "proxy's error",
] as const;
export type Weather = (typeof WEATHERS)[number];

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** A network between a page and its server, where each request takes the next weather; fine at the end. */
export interface LossyNetwork {
  fetch: Fetch;
  /** From now on every request is answered. */
  clear(): void;
  /** Resolved when nothing is under way any more, late repeats included. */
  idle(): Promise<void>;
}

/** Turns of the event loop in which a page takes an answer and asks for more. */
const TURNS = 5;

/** Makes a network of weathers and of milliseconds that late ones take. */
export function lossyNetwork(send: Fetch, weathers: readonly Weather[], waits: readonly number[]): LossyNetwork {
  let requests = 0;
  let isClear = false;
  const underWay = new Set<Promise<unknown>>();
  const tracked = <T>(promise: Promise<T>): Promise<T> => {
    underWay.add(promise);
    const leave = () => void underWay.delete(promise);
    promise.then(leave, leave);
    return promise;
  };
  const wait = (turn: number) => new Promise((resolve) => setTimeout(resolve, waits[turn % waits.length]));
  const failed = (status: number, headers: Record<string, string>, body: string) =>
    new Response(body, { status, headers });
  const refusal = (status: number, code: string) =>
    failed(status, { "Retry-After": "1" }, JSON.stringify({ error: { code, message: "Not now.", issues: [] } }));

  const pass = async (path: string, init: RequestInit | undefined): Promise<Response> => {
    const turn = requests++;
    const weather = isClear ? "fine" : weathers[turn % weathers.length]!;
    // The page is left alone by its own limit of time here.
    const request = async () => {
      const answer = await send(path, { ...init, signal: null });
      return new Response(await answer.text(), { status: answer.status, headers: answer.headers });
    };
    switch (weather) {
      case "fine":
        return request();
      case "late":
        await wait(turn);
        return request();
      case "answer late": {
        const answer = await request();
        await wait(turn);
        return answer;
      }
      case "lost":
        await wait(turn);
        throw new TypeError("fetch failed");
      case "answer lost":
        await request();
        throw new TypeError("fetch failed");
      case "twice": {
        // A proxy sends it once more, maybe long after the page has its answer.
        void tracked(wait(turn).then(request));
        return request();
      }
      case "busy":
        return refusal(429, "too_many_requests");
      case "server error":
        return refusal(503, "unavailable");
      case "proxy's error":
        await request();
        return failed(502, { "Content-Type": "text/html" }, "<h1>Bad gateway</h1>");
    }
  };
  return {
    fetch: (path, init) => tracked(pass(path, init)),
    clear: () => void (isClear = true),
    async idle() {
      for (let before = -1; before < requests;) {
        before = requests;
        while (underWay.size > 0) await Promise.allSettled(underWay);
        // What has been answered may ask for more.
        for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setTimeout(resolve));
      }
    },
  };
}
