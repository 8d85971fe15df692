import "../../widgets/follow-up-panel.define.ts";
import { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { equal, ok, until } from "./assert.ts";
import { FakeApi, refusal } from "./fake-api.ts";
import { hasPart, part, record, rows, show, showPanel, textOf } from "./stage.ts";

const ELSEWHERE = "https://crm.example";
const provider = () => Promise.resolve("abc");

class LatePanel extends FollowUpPanel {}

describe("follow-up-panel: whose follow-ups across origins", () => {
  let api: FakeApi;
  let listeners: AbortController;
  beforeEach(() => {
    api = new FakeApi();
    listeners = new AbortController();
  });
  afterEach(() => {
    document.body.replaceChildren();
    listeners.abort();
    api.restore();
  });

  const showEmpty = async (attributes = "") => {
    const panel = show<FollowUpPanel>(`<follow-up-panel endpoint="${ELSEWHERE}" ${attributes}></follow-up-panel>`);
    await panel.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return panel;
  };
  const provideOnDemand = () => {
    const onAsked = (event: Event) => ((event.target as FollowUpPanel).tokenProvider = provider);
    document.addEventListener("follow-up-token", onAsked, { signal: listeners.signal });
  };
  const tokens = () => api.requests.map(({ headers }) => headers.get("Authorization"));

  it("waits for a token or a provider, and sends nothing before", async () => {
    const errors = record("follow-up-error");
    const panel = await showEmpty();
    equal([api.requests.length, errors.length], [0, 0]);
    ok(hasPart(panel, "skeleton"), "it doesn't wait");
    panel.tokenProvider = provider;
    await until(() => rows(panel).length === 10, "rows");
    equal(tokens(), ["Bearer abc"]);
  });

  it("takes a token that comes late as an attribute", async () => {
    const panel = await showEmpty();
    panel.setAttribute("token", "abc");
    await until(() => rows(panel).length === 10, "rows");
    equal(tokens(), ["Bearer abc"]);
  });

  it("takes what was set before the element was defined", async () => {
    const panel = document.createElement("late-panel") as FollowUpPanel;
    panel.endpoint = ELSEWHERE;
    panel.tokenProvider = provider;
    document.body.append(panel);
    customElements.define("late-panel", LatePanel);
    await until(() => panel.shadowRoot && rows(panel).length === 10, "rows");
    equal(tokens(), ["Bearer abc"]);
  });

  it("asks for a provider by an event, a clone too", async () => {
    provideOnDemand();
    const panel = await showEmpty();
    await until(() => rows(panel).length === 10, "rows");
    const clone = panel.cloneNode(true) as FollowUpPanel;
    panel.replaceWith(clone);
    await until(() => rows(clone).length === 10, "rows of the clone");
    ok(!tokens().includes(null), "a request without a token");
  });

  it("asks again, so that a listener may come late", async () => {
    const { random } = Math;
    Math.random = () => 1;
    try {
      const panel = await showEmpty();
      provideOnDemand();
      await until(() => rows(panel).length === 10, "rows");
    } finally {
      Math.random = random;
    }
  });

  it("sends nothing where the provider knows nobody", async () => {
    const panel = await showPanel(`endpoint="${ELSEWHERE}"`, (element) => {
      element.tokenProvider = () => Promise.resolve("");
    });
    ok(hasPart(panel, "signed-out"), "no state signed out");
    equal(api.requests.length, 0);
  });

  it("asks its own origin by the visitor's cookies", async () => {
    const asked = record("follow-up-token");
    for (const endpoint of ["", "/hub", location.origin]) {
      const panel = await showPanel(`endpoint="${endpoint}"`);
      equal(rows(panel).length, 10);
    }
    equal([api.requests.length, asked.length], [3, 0]);
  });

  it("asks again in the name of an organization that is set late", async () => {
    const panel = await showPanel(`endpoint="${ELSEWHERE}" token="abc"`);
    panel.organization = "acme";
    await until(() => api.requests.length === 2, "another request");
    equal(api.requests[1]?.headers.get("Expected-Organization"), "acme");
  });

  for (const [status, code] of [
    [403, "wrong_origin"],
    [409, "other_organization"],
    [429, "too_many_requests"],
  ] as const) {
    it(`tells a refusal with ${status} as what it is`, async () => {
      api.answers.push(refusal(status, code));
      const panel = await showPanel(`endpoint="${ELSEWHERE}" token="abc"`);
      equal(textOf(part(panel, "error").querySelector("p")), `Couldn’t load your follow-ups. Refused with ${status}`);
    });
  }

  for (const [online, hint] of [
    [true, "The server can’t be reached."],
    [false, "You seem to be offline."],
  ] as const) {
    it(`says that no answer came, and that the browser is ${online ? "online" : "offline"}`, async () => {
      Object.defineProperty(navigator, "onLine", { configurable: true, get: () => online });
      try {
        api.answers.push(new TypeError("Failed to fetch"));
        const panel = await showPanel();
        equal(textOf(part(panel, "error").querySelector("p")), `Couldn’t load your follow-ups. ${hint}`);
      } finally {
        Reflect.deleteProperty(navigator, "onLine");
      }
    });
  }
});
