import "@lit-labs/ssr-client/lit-element-hydrate-support.js";
import { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { FollowUpRow } from "../../widgets/follow-up-row.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { followUp } from "./due-follow-up.ts";
import { FakeApi } from "./fake-api.ts";
import { part, record, rows, textOf } from "./stage.ts";

const ROW = {
  "contact-id": "p1",
  "contact-name": "Sarah Lee",
  reason: "Follow-up overdue by 4 days",
  "lead-quality": "HOT",
  overdue: "",
  href: "/contacts/p1",
  company: "Northwind",
};

async function serverMarkup(tag: string, attributes: Record<string, string>, children = ""): Promise<string> {
  const answer = await fetch(`/server-rendered?${new URLSearchParams({ ...attributes, tag, children })}`);
  return answer.text();
}

function place(markup: string): HTMLElement {
  const stage = document.createElement("main");
  document.body.replaceChildren(stage);
  stage.setHTMLUnsafe(markup);
  const element = stage.firstElementChild as HTMLElement;
  ok(element.shadowRoot, "no declarative shadow root");
  return element;
}

function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

describe("server-rendered elements", () => {
  it("look right without JavaScript, and take over without touching what is there", async () => {
    const markup = place(
      await serverMarkup(
        "follow-up-row",
        { ...ROW, "photo-url": "https://photos.invalid/1.png" },
        `<button slot="done">Done</button>`,
      ),
    );
    equal(customElements.get("follow-up-row"), undefined);
    equal(textOf(part(markup, "name")), "Sarah Lee");
    equal(getComputedStyle(part(markup, "card")).borderLeftWidth, "4px");
    equal(textOf(part(markup, "avatar")), "SL");
    await expectAccessible(markup);
    const name = part(markup, "name");
    const photo = part(markup, "photo") as HTMLImageElement;
    photo.loading = "eager";
    await until(() => photo.complete, "the photo fails before hydration");

    define("follow-up-row", FollowUpRow);
    const row = markup as FollowUpRow;
    await row.updateComplete;
    ok(part(row, "name") === name, "the name was rendered twice");
    await until(() => !row.shadowRoot?.querySelector("img"), "initials in the place of the failed photo");
    const actions = record("follow-up-action");
    part(row, "snooze").click();
    equal(actions.length, 1);
    row.contactName = "Ann";
    await row.updateComplete;
    equal(textOf(name), "Ann");
  });

  it("hand the panel's rows over without a request or a second heading", async () => {
    define("follow-up-row", FollowUpRow);
    const counts = { all: 3, overdue: 0, today: 3, hot: 0 };
    const data = {
      followUps: [followUp("p1"), followUp("p2")],
      counts,
      today: "2026-03-02",
      nextMidnight: Date.now(),
      locale: "en-GB",
      snoozeOptions: [],
    };
    const children = `<script type="application/json">${JSON.stringify(data)}</script><form><p>Rows from the server</p></form>`;
    const attributes = { count: "3", "hub-href": "/follow-ups", heading: "Due" };
    const markup = place(await serverMarkup("follow-up-panel", attributes, children));
    const api = new FakeApi();
    equal(textOf(part(markup, "count")), "3 due");
    ok((markup.querySelector("form")?.offsetHeight ?? 0) > 0, "the server's rows don't show");
    const heading = part(markup, "heading");
    const errors: unknown[] = [];
    window.addEventListener("error", (event) => errors.push(event.message));

    define("follow-up-panel", FollowUpPanel);
    const panel = markup as FollowUpPanel;
    await until(() => rows(panel).length === 2, "rows of its own");
    ok(part(panel, "heading") === heading, "the heading was rendered twice");
    equal(panel.shadowRoot?.querySelectorAll("h2").length, 1);
    equal(panel.querySelector("form")?.offsetHeight, 0);
    equal(api.requests.length, 0);
    equal(errors, []);
    await expectAccessible(panel);
    api.restore();
  });

  it("keep the server's rows until there are newer ones, where the page holds no data", async () => {
    define("follow-up-panel", FollowUpPanel);
    const markup = await serverMarkup("follow-up-panel", {}, "<form><p>Rows</p></form>");
    const api = new FakeApi(2);
    api.hold();
    const panel = place(markup) as FollowUpPanel;
    const form = panel.querySelector("form");
    await until(() => api.requests.length === 1, "a request");
    ok(form && form.offsetHeight > 0, "the server's rows are gone");
    api.release();
    await until(() => rows(panel).length === 2, "rows of its own");
    equal(form.offsetHeight, 0);
    api.restore();
  });
});
