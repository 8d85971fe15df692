import "../../widgets/follow-up-panel.define.ts";
import { equal, ok, until } from "./assert.ts";
import { FakeApi, refusal } from "./fake-api.ts";
import { hasPart, press, record, rows, settled, showPanel } from "./stage.ts";

const MINUTE = 60_000;

/** Keeps the long timers from running, and lists those that are set. */
class LongTimers {
  readonly set = new Map<number, { run: () => void; wait: number }>();
  readonly #setTimeout = window.setTimeout;
  readonly #clearTimeout = window.clearTimeout;
  #next = 1_000_000;

  constructor() {
    window.setTimeout = ((run: () => void, wait = 0) => {
      if (wait < MINUTE) return this.#setTimeout.call(window, run, wait);
      this.set.set(++this.#next, { run, wait });
      return this.#next;
    }) as typeof window.setTimeout;
    window.clearTimeout = ((id?: number) => {
      if (!this.set.delete(Number(id))) this.#clearTimeout.call(window, id);
    }) as typeof window.clearTimeout;
  }

  restore(): void {
    window.setTimeout = this.#setTimeout;
    window.clearTimeout = this.#clearTimeout;
  }
}

function setHidden(hidden: boolean): void {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}

describe("follow-up-panel: token and refresh", () => {
  let api: FakeApi;
  let timers: LongTimers;
  beforeEach(() => {
    api = new FakeApi();
    timers = new LongTimers();
  });
  afterEach(() => {
    document.body.replaceChildren();
    api.restore();
    timers.restore();
    Reflect.deleteProperty(document, "hidden");
  });

  it("sends the token, and no cookies with it", async () => {
    const panel = await showPanel(`token="abc" endpoint="https://crm.example"`);
    press(panel, 0, "done");
    await until(() => api.requests.length === 3, "three requests");
    for (const { headers, credentials } of api.requests) {
      equal([headers.get("Authorization"), credentials], ["Bearer abc", "omit"]);
    }
  });

  it("asks the token provider once, and once more on 401", async () => {
    let asked = 0;
    api.answers.push(refusal(401, "expired"));
    const panel = await showPanel("", (element) => {
      element.tokenProvider = () => Promise.resolve(`token-${++asked}`);
    });
    equal(
      api.requests.map(({ headers }) => headers.get("Authorization")),
      ["Bearer token-1", "Bearer token-2"],
    );
    await panel.refresh();
    equal([asked, api.requests.length], [2, 3]);
  });

  it("renews the token of a click as well", async () => {
    let asked = 0;
    const panel = await showPanel("", (element) => {
      element.tokenProvider = () => Promise.resolve(`token-${++asked}`);
    });
    const dones = record("follow-up-done");
    api.answers.push(refusal(401, "expired"));
    press(panel, 0, "done");
    await until(() => dones.length === 1, "done");
    equal(
      api.requests.slice(1, 3).map(({ headers }) => headers.get("Authorization")),
      ["Bearer token-1", "Bearer token-2"],
    );
    ok(!hasPart(panel, "signed-out"), "signed out");
  });

  it("gives up after one retry", async () => {
    api.answers.push(refusal(401), refusal(401));
    const panel = await showPanel("", (element) => {
      element.tokenProvider = () => Promise.resolve("bad");
    });
    ok(hasPart(panel, "signed-out"), "no state signed out");
    equal(api.requests.length, 2);
  });

  it("says that it couldn't load where the token provider fails, and asks it again", async () => {
    const errors = record("follow-up-error");
    let asked = 0;
    const panel = await showPanel("", (element) => {
      element.tokenProvider = () => (asked++ ? Promise.resolve("good") : Promise.reject(new Error("no session")));
    });
    ok(hasPart(panel, "error"), "no state error");
    equal(errors[0]?.detail, { request: "load", status: 0, code: "token_error", message: "Error: no session" });
    await panel.refresh();
    equal(rows(panel).length, 10);
  });

  it("refreshes when the tab becomes visible", async () => {
    await showPanel();
    setHidden(true);
    equal(api.requests.length, 1);
    setHidden(false);
    await until(() => api.requests.length === 2, "a refresh");
  });

  it("refreshes at the user's midnight, unless the tab is hidden then", async () => {
    api.nextMidnight = Date.now() + 5 * 3_600_000;
    const panel = await showPanel();
    const [timer] = timers.set.values();
    ok(timer && Math.abs(timer.wait - 5 * 3_600_000) < 5_000, `a wait of ${timer?.wait}`);
    api.due = api.due.slice(5);
    timer.run();
    await until(() => rows(panel).length === 7, "tomorrow's rows");
    equal(timers.set.size, 1, "timers");
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    [...timers.set.values()][0]?.run();
    equal(api.requests.length, 2);
  });

  it("waits a minute at least, however wrong the visitor's clock", async () => {
    api.nextMidnight = Date.now() - 3_600_000;
    await showPanel();
    equal(
      [...timers.set.values()].map(({ wait }) => wait),
      [MINUTE],
    );
  });

  it("keeps its rows where a refresh fails", async () => {
    const panel = await showPanel();
    const errors = record("follow-up-error");
    api.answers.push(new TypeError("Failed to fetch"));
    await panel.refresh();
    await settled(panel);
    equal([rows(panel).length, errors.length], [10, 1]);
  });

  it("keeps the focus where a refresh takes the focused row away", async () => {
    const panel = await showPanel();
    await rows(panel)[0]?.focusControl("name");
    api.due = api.due.slice(1);
    await panel.refresh();
    await until(
      () => rows(panel)[0]?.shadowRoot?.activeElement?.getAttribute("part") === "name",
      "focus on the next name",
    );
  });

  it("takes the last of several refreshes", async () => {
    const panel = await showPanel();
    api.hold();
    const first = panel.refresh();
    const second = panel.refresh();
    const loads = record("follow-up-load");
    api.release();
    await Promise.all([first, second]);
    equal(loads.length, 1);
  });

  it("leaves no listener, timer or request behind when it is taken off the page", async () => {
    const listening = new Set<unknown>();
    const { addEventListener: add, removeEventListener: remove } = document;
    document.addEventListener = (...parameters: Parameters<typeof add>) => {
      if (parameters[0] === "visibilitychange") listening.add(parameters[1]);
      return add.apply(document, parameters);
    };
    document.removeEventListener = (...parameters: Parameters<typeof remove>) => {
      listening.delete(parameters[1]);
      return remove.apply(document, parameters);
    };
    try {
      const panel = await showPanel();
      equal([listening.size, timers.set.size], [1, 1]);
      for (let round = 0; round < 5; round++) {
        panel.remove();
        equal([listening.size, timers.set.size], [0, 0]);
        document.body.append(panel);
        await until(() => timers.set.size === 1, "rows again");
        equal(listening.size, 1);
      }
      equal(api.requests.length, 6);
      api.hold();
      const refreshed = panel.refresh();
      panel.remove();
      const loads = record("follow-up-load");
      api.release();
      await refreshed;
      equal([loads.length, timers.set.size, listening.size], [0, 0, 0]);
      await panel.refresh();
      equal(api.requests.length, 7);
    } finally {
      document.addEventListener = add;
      document.removeEventListener = remove;
    }
  });
});
