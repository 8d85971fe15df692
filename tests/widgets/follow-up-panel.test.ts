import { setViewport } from "@web/test-runner-commands";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import "../../widgets/follow-up-panel.define.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { followUp } from "./due-follow-up.ts";
import { FakeApi, refusal } from "./fake-api.ts";
import { hasPart, names, part, record, rows, settled, show, showPanel, textOf } from "./stage.ts";

describe("follow-up-panel", () => {
  let api: FakeApi;
  beforeEach(() => {
    api = new FakeApi();
  });
  afterEach(() => {
    document.body.replaceChildren();
    api.restore();
  });

  it("shows the most urgent rows under a title, the number of all and a link to the hub", async () => {
    const loads = record("follow-up-load");
    const panel = await showPanel();
    equal(
      api.requests[0]?.url.pathname + (api.requests[0]?.url.search ?? ""),
      "/api/follow-ups/due?limit=10&order=priority",
    );
    equal(api.requests[0]?.credentials, "same-origin");
    equal(api.requests[0]?.headers.get("Authorization"), null);
    equal(
      names(panel),
      api.due.slice(0, 10).map(({ contactName }) => contactName),
    );
    equal(textOf(part(panel, "heading")), "Follow-ups");
    equal(textOf(part(panel, "count")), "12 due");
    equal(part(panel, "hub-link").getAttribute("href"), "/follow-ups");
    equal(loads[0]?.detail.followUps.length, 10);
    equal(loads[0]?.detail.counts.all, 12);
    ok(panel.matches(":state(rows)"), "no state rows");
    await expectAccessible(panel);
  });

  it("shows the shapes of rows while it waits", async () => {
    api.hold();
    const panel = show<FollowUpPanel>("<follow-up-panel></follow-up-panel>");
    await until(() => hasPart(panel, "skeleton"), "a skeleton");
    equal(part(panel, "panel").getAttribute("aria-busy"), "true");
    equal(textOf(part(panel, "skeleton")), "Loading follow-ups");
    ok(panel.matches(":state(loading)"), "no state loading");
    await expectAccessible(panel);
    api.release();
    await until(() => hasPart(panel, "list"), "rows");
    equal(part(panel, "panel").getAttribute("aria-busy"), "false");
    ok(!panel.matches(":state(loading)"), "still in the state loading");
  });

  it("says that it couldn't load, and tries again on demand", async () => {
    const errors = record("follow-up-error");
    api.answers.push(refusal(503, "busy"));
    const panel = await showPanel();
    equal(textOf(part(panel, "error").querySelector("p")), "Couldn’t load your follow-ups.");
    equal(errors[0]?.detail, { request: "load", status: 503, code: "busy", message: "Refused with 503" });
    ok(panel.matches(":state(error)"), "no state error");
    await expectAccessible(panel);
    part(panel, "retry").focus();
    part(panel, "retry").click();
    await until(() => rows(panel).length === 10, "rows");
    ok(panel.shadowRoot?.activeElement, "the focus is lost with the button");
  });

  for (const [what, answer, status, code] of [
    ["no network", new TypeError("Failed to fetch"), 0, "network_error"],
    ["an error page", new Response("<h1>Bad gateway</h1>", { status: 502 }), 502, "http_error"],
    ["an answer of another shape", Response.json({ hello: 1 }), 0, "invalid_answer"],
    ["an answer that isn't JSON", new Response("<h1>Sign in</h1>"), 0, "invalid_answer"],
  ] as const) {
    it(`holds out against ${what}`, async () => {
      const errors = record("follow-up-error");
      api.answers.push(answer);
      const panel = await showPanel();
      equal([errors[0]?.detail.status, errors[0]?.detail.code], [status, code]);
      const unreachable = textOf(part(panel, "error")).includes("The server can’t be reached.");
      equal(unreachable, code === "network_error");
    });
  }

  it("asks visitors who aren't signed in to do so", async () => {
    api.answers.push(refusal(401, "unauthorized"));
    const panel = await showPanel(`hub-href="/app/follow-ups"`);
    equal(textOf(part(panel, "signed-out").querySelector("p")), "Sign in to see your follow-ups.");
    equal(part(panel, "sign-in-link").getAttribute("href"), "/app/follow-ups");
    ok(panel.matches(":state(signed-out)"), "no state signed-out");
    await expectAccessible(panel);
  });

  it("says when everyone is dealt with, and leads to the contacts", async () => {
    api.due = [];
    const panel = await showPanel(`contact-href="/crm/people/{id}/profile"`);
    equal(textOf(part(panel, "empty").querySelector("p")), "All caught up");
    equal(textOf(part(panel, "contacts-link")), "Go to contacts");
    equal(part(panel, "contacts-link").getAttribute("href"), "/crm/people");
    equal(textOf(part(panel, "count")), "0 due");
    ok(panel.matches(":state(empty)"), "no state empty");
    await expectAccessible(panel);
  });

  it("talks to another endpoint, and links there", async () => {
    const panel = await showPanel(`endpoint="https://crm.example/" token="abc"`);
    equal(api.requests[0]?.url.href, "https://crm.example/api/follow-ups/due?limit=10&order=priority");
    equal(part(panel, "hub-link").getAttribute("href"), "https://crm.example/follow-ups");
    equal(rows(panel)[0]?.href, "https://crm.example/contacts/p1");
  });

  it("shows as many rows as its limit, its own title and links by a pattern", async () => {
    api.due = [followUp("a/b?c"), followUp("p2"), followUp("p3"), followUp("p4")];
    const panel = await showPanel(`limit="3" heading="Call today" hub-href="/hub" contact-href="/c?who={id}"`);
    equal(rows(panel).length, 3);
    equal(textOf(part(panel, "heading")), "Call today");
    equal(part(panel, "hub-link").getAttribute("href"), "/hub");
    equal(rows(panel)[0]?.href, "/c?who=a%2Fb%3Fc");
  });

  it("fetches again when the source of its rows changes, and only then", async () => {
    const panel = await showPanel(`limit="3"`);
    panel.limit = 5;
    await until(() => rows(panel).length === 5, "five rows");
    panel.removeAttribute("limit");
    panel.limit = 10;
    await until(() => rows(panel).length === 10, "ten rows");
    const before = api.requests.length;
    panel.heading = "Other";
    panel.contactHref = "/people/{id}";
    await settled(panel);
    equal(rows(panel)[0]?.href, "/people/p1");
    equal(api.requests.length, before);
  });

  it("goes by its theme", async () => {
    const panel = await showPanel(`theme="dark"`);
    const colours = () => [panel, rows(panel)[0]].map((element) => element && getComputedStyle(element).color);
    equal(colours(), ["rgb(236, 238, 242)", "rgb(236, 238, 242)"]);
    await expectAccessible(panel);
    panel.theme = "light";
    await panel.updateComplete;
    equal(colours(), ["rgb(26, 29, 36)", "rgb(26, 29, 36)"]);
    panel.removeAttribute("theme");
    equal(panel.theme, "auto");
  });

  it("takes every string from its messages", async () => {
    const reason = ({ overdueDays }: { overdueDays: number }) => `${overdueDays} Tage zu spät`;
    const panel = await showPanel("", (element) => {
      element.messages = {
        heading: "Wiedervorlage",
        viewAll: "Alle",
        due: (count) => `${count} fällig`,
        reason,
        done: "Erledigt",
      };
    });
    equal(textOf(part(panel, "header")), "Wiedervorlage Alle 12 fällig");
    const [row] = rows(panel);
    ok(row, "no row");
    equal(
      [textOf(part(row, "reason")), textOf(part(row, "done"))],
      ["0 Tage zu spät", "Erledigt Mark Contact p1 done"],
    );
  });

  it("takes what was noted last and the days to snooze to from its messages, too", async () => {
    const panel = await showPanel("", (element) => {
      element.messages = {
        lastNote: ({ contactId }) => `zuletzt ${contactId}`,
        snoozeOption: (label) => (label === "Tomorrow" ? "Morgen" : "In 3 Tagen"),
        snoozeDay: ({ date }) => `am ${date}`,
      };
    });
    const [row] = rows(panel);
    ok(row, "no row");
    equal(textOf(part(row, "note")), "zuletzt p1");
    part(row, "menu").click();
    const menu = panel.renderRoot.querySelector("follow-up-menu")!;
    const choices = () => [...menu.renderRoot.querySelectorAll("button")].map((button) => textOf(button));
    await until(() => choices().length > 0, "no menu");
    equal(choices().slice(0, 2), ["Morgen am 2026-03-03", "In 3 Tagen am 2026-03-05"]);
    part(row, "snooze").click();
    await until(() => textOf(part(panel, "notice")).includes("am 2026-03-05"), "the notice");
  });

  it("lets a page reach the parts of its rows", async () => {
    const panel = await showPanel();
    const style = document.createElement("style");
    style.textContent = "follow-up-panel::part(done) { color: rgb(4, 5, 6) }";
    document.head.append(style);
    const [row] = rows(panel);
    equal(row && getComputedStyle(part(row, "done")).color, "rgb(4, 5, 6)");
    style.remove();
  });

  it("tells of a click on a name", async () => {
    const panel = await showPanel();
    const opens = record("follow-up-open");
    panel.addEventListener("follow-up-open", (event) => event.preventDefault());
    const [row] = rows(panel);
    ok(row, "no row");
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
    part(row, "name").dispatchEvent(click);
    ok(click.defaultPrevented, "the link is followed");
    equal(opens[0]?.detail.contactId, "p1");
    equal(opens[0]?.target === panel, true);
  });

  it("starts with the rows that the page holds, without a request", async () => {
    const counts = { all: 7, overdue: 0, today: 7, hot: 0 };
    const data = {
      followUps: [followUp("q1", { contactName: "</script>" })],
      counts,
      today: "",
      nextMidnight: Date.now(),
      locale: "en-GB",
      snoozeOptions: [],
    };
    const json = JSON.stringify(data).replaceAll("<", "\\u003c");
    const panel = show<FollowUpPanel>(
      `<follow-up-panel><script type="application/json">${json}</script><p>Rows</p></follow-up-panel>`,
    );
    await until(() => rows(panel).length === 1, "a row");
    equal(names(panel), ["</script>"]);
    equal(textOf(part(panel, "count")), "7 due");
    equal(api.requests.length, 0);
    await panel.refresh();
    equal(api.requests.length, 1);
  });

  it("fits on a narrow page", async () => {
    await setViewport({ width: 320, height: 700 });
    api.due = [followUp("p1", { contactName: "Wolfeschlegelsteinhausenbergerdorff ".repeat(10), overdueDays: 3 })];
    const panel = await showPanel();
    ok(document.documentElement.scrollWidth <= 320, "the page scrolls sideways");
    await expectAccessible(panel);
    await setViewport({ width: 800, height: 600 });
  });

  it("works ten times on one page", async () => {
    const panel = show<FollowUpPanel>("<follow-up-panel></follow-up-panel>".repeat(10));
    const panels = [...(panel.parentElement?.querySelectorAll("follow-up-panel") ?? [])];
    await until(() => panels.every((one) => rows(one).length === 10), "ten panels");
    equal(api.requests.length, 10);
    part(rows(panels[3] as FollowUpPanel)[0] as HTMLElement, "done").click();
    await until(() => api.count("PATCH") === 1 && api.count("GET") === 11, "one of them acts");
    equal(names(panels[4] as FollowUpPanel)[0], "Contact p1");
  });
});
