import { emulateMedia, setViewport } from "@web/test-runner-commands";
import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import "../../widgets/follow-up-row.define.ts";
import { rowAttributes } from "../../widgets/row-attributes.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { followUp } from "./due-follow-up.ts";
import { hasPart, part, record, shownText, show, spokenName, textOf } from "./stage.ts";

const PIXEL = "https://photos.invalid/sarah.png";
const FULL = `contact-id="p1" contact-name="Sarah Lee" reason="Follow-up overdue by 4 days" overdue lead-quality="HOT"
  company="Northwind" href="/contacts/p1"`;

async function showRow(attributes = FULL, children = ""): Promise<FollowUpRow> {
  const row = show<FollowUpRow>(`<follow-up-row ${attributes}>${children}</follow-up-row>`);
  await row.updateComplete;
  return row;
}

describe("follow-up-row", () => {
  afterEach(() => emulateMedia({ colorScheme: "light" }));

  it("shows who is due, why, and how warm the lead is", async () => {
    const row = await showRow();
    equal(textOf(part(row, "name")), "Sarah Lee");
    equal(part(row, "name").getAttribute("href"), "/contacts/p1");
    equal(textOf(part(row, "reason")), "Follow-up overdue by 4 days");
    equal(textOf(part(row, "company")), "Northwind");
    equal(textOf(part(row, "chip")), "Hot");
    equal(textOf(part(row, "flame")), "Hot lead");
    equal(textOf(part(row, "avatar")), "SL");
    await expectAccessible(row);
  });

  it("names the contact in the name of each button", async () => {
    const row = await showRow();
    equal(spokenName(part(row, "snooze")), "Snooze Sarah Lee");
    equal(spokenName(part(row, "done")), "Mark Sarah Lee done");
  });

  for (const [quality, label] of Object.entries({ WARM: "Warm", COLD: "Cold", NURTURE: "Nurture" })) {
    it(`shows the chip ${label} without a flame`, async () => {
      const row = await showRow(`contact-name="Ann" reason="Follow-up due today" lead-quality="${quality}"`);
      equal(textOf(part(row, "chip")), label);
      ok(!hasPart(row, "flame"), "a flame on a lead that isn't hot");
      await expectAccessible(row);
    });
  }

  it("shows no chip, flame, company or link where there is none", async () => {
    const row = await showRow(`contact-name="Ann" reason="Follow-up due today"`);
    for (const name of ["chip", "flame", "company", "overdue"]) ok(!hasPart(row, name), `a part ${name}`);
    equal(part(row, "name").localName, "span");
  });

  it("marks an overdue card by a thick red border and by its sentence", async () => {
    const row = await showRow();
    equal(getComputedStyle(part(row, "card")).borderLeftWidth, "4px");
    equal(getComputedStyle(part(row, "card")).borderLeftColor, "rgb(205, 43, 49)");
    row.overdue = false;
    await row.updateComplete;
    equal(getComputedStyle(part(row, "card")).borderLeftWidth, "1px");
    ok(!row.hasAttribute("overdue"), "the attribute doesn't follow the property");
  });

  it("shows a photo over https only, and the initials where it can't be loaded", async () => {
    const row = await showRow(`${FULL} photo-url="http://photos.invalid/sarah.png"`);
    ok(!hasPart(row, "photo"), "a photo over http");
    row.photoUrl = PIXEL;
    await row.updateComplete;
    ok(hasPart(row, "photo"), "no photo");
    part(row, "photo").dispatchEvent(new Event("error"));
    await row.updateComplete;
    ok(!hasPart(row, "photo"), "the failed photo stays");
    equal(textOf(part(row, "avatar")), "SL");
    row.photoUrl = `${PIXEL}?2`;
    await row.updateComplete;
    ok(hasPart(row, "photo"), "another photo isn't tried");
  });

  it("makes initials and a steady tint from any name", async () => {
    const expected: Record<string, string> = {
      "Sarah Lee": "SL",
      "ana maría de la cruz": "AC",
      "  (Bob) ": "B",
      "محمد الفارسي": "م\u200cا",
      "🙂": "🙂",
      "": "?",
    };
    for (const [name, letters] of Object.entries(expected)) {
      const row = await showRow();
      row.contactName = name;
      await row.updateComplete;
      equal(textOf(part(row, "avatar")), letters, name);
      ok(/^tint-[0-5]$/.test(part(row, "avatar").className), "no tint");
    }
  });

  it("tells of a click on the name, and stays where a listener cancels it", async () => {
    const row = await showRow();
    const events = record("follow-up-open");
    row.addEventListener("follow-up-open", (event) => event.preventDefault(), { once: true });
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
    part(row, "name").dispatchEvent(click);
    ok(click.defaultPrevented, "the link is followed");
    equal(events[0]?.detail, { contactId: "p1", contactName: "Sarah Lee", href: "/contacts/p1" });
    ok(events[0]?.composed && events[0].bubbles, "the event stays inside");
  });

  it("tells of Snooze and Mark done, once for a double click and never for Enter held down", async () => {
    const row = await showRow();
    const events = record("follow-up-action");
    part(row, "snooze").click();
    part(row, "done").click();
    part(row, "done").dispatchEvent(new MouseEvent("click", { detail: 2 }));
    equal(
      events.map(({ detail }) => detail),
      ["snooze", "done"].map((action) => ({ contactId: "p1", contactName: "Sarah Lee", action })),
    );
    const held = new KeyboardEvent("keydown", { key: "Enter", repeat: true, cancelable: true });
    part(row, "done").dispatchEvent(held);
    ok(held.defaultPrevented, "Enter held down clicks on");
    row.busy = true;
    await row.updateComplete;
    part(row, "done").click();
    equal(events.length, 2, "a busy row acts");
    equal(part(row, "done").getAttribute("aria-disabled"), "true");
  });

  it("takes other strings", async () => {
    const row = await showRow();
    row.messages = { snooze: "Später", snoozeContact: (name) => `${name} später`, hotLead: "Heiß" };
    await row.updateComplete;
    equal(shownText(part(row, "snooze")), "Später");
    equal(spokenName(part(row, "snooze")), "Sarah Lee später");
    equal(textOf(part(row, "flame")), "Heiß");
    equal(shownText(part(row, "done")), "Mark done");
  });

  it("shows slotted controls, and makes slotted buttons look like its own", async () => {
    const own = getComputedStyle(part(await showRow(), "snooze"));
    const looks = ["height", "padding", "borderRadius", "borderColor", "color", "font", "backgroundColor"] as const;
    const expected = looks.map((look) => own[look]);
    const row = await showRow(
      FULL,
      `<input slot="select" type="checkbox" aria-label="Select Sarah Lee">
       <button slot="snooze" aria-label="Snooze Sarah Lee">Snooze</button>
       <button slot="done">Mark done</button>
       <details slot="menu"><summary aria-label="More actions for Sarah Lee">⋯</summary></details>`,
    );
    const slotted = row.querySelector("button");
    ok(slotted, "no slotted button");
    const style = getComputedStyle(slotted);
    equal(
      looks.map((look) => style[look]),
      expected,
    );
    equal(part(row, "snooze").getBoundingClientRect().width, 0, "the built-in button shows as well");
    ok((row.querySelector("input")?.getBoundingClientRect().width ?? 0) > 10, "no checkbox");
    await expectAccessible(row);
  });

  it("stands in one line, or with its buttons beneath where there is less room", async () => {
    const row = await showRow();
    const top = (name: string) => part(row, name).getBoundingClientRect().top;
    row.parentElement?.setAttribute("class", "stage");
    for (const [width, beneath] of [
      [800, false],
      [360, true],
      [240, true],
    ] as const) {
      await setViewport({ width: width + 16, height: 600 });
      await until(() => top("snooze") > part(row, "name").getBoundingClientRect().bottom === beneath, `${width}`);
      const card = part(row, "card");
      ok(card.scrollWidth <= card.clientWidth, `something sticks out at ${width}`);
      const { height } = part(row, "done").getBoundingClientRect();
      ok(height >= (beneath ? 44 : 36), `a button of ${height} at ${width}`);
      await expectAccessible(row);
    }
    await setViewport({ width: 800, height: 600 });
  });

  it("holds a name of 500 characters in any script", async () => {
    for (const name of ["W".repeat(500), "عبد ".repeat(125), "名".repeat(500)]) {
      const row = await showRow();
      row.contactName = name;
      await row.updateComplete;
      for (const width of [800, 320]) {
        await setViewport({ width, height: 600 });
        ok(document.documentElement.scrollWidth <= width, `the page scrolls sideways at ${width}`);
        ok(row.offsetHeight < 260, `a card of ${row.offsetHeight}`);
        equal(part(row, "name").getAttribute("dir"), "auto");
      }
    }
    await setViewport({ width: 800, height: 600 });
  });

  it("has enough contrast in both themes, whatever the visitor prefers", async () => {
    const colour = (row: FollowUpRow) => getComputedStyle(part(row, "card")).backgroundColor;
    for (const quality of ["HOT", "WARM", "COLD", "NURTURE"]) {
      for (const theme of ["light", "dark"]) {
        const row = await showRow(`${FULL.replace("HOT", quality)} theme="${theme}"`);
        equal(colour(row), theme === "dark" ? "rgb(29, 32, 39)" : "rgb(255, 255, 255)");
        await expectAccessible(row);
      }
    }
    await emulateMedia({ colorScheme: "dark" });
    equal(colour(await showRow(`${FULL} theme="auto"`)), "rgb(29, 32, 39)");
    equal(colour(await showRow(`${FULL} theme="light"`)), "rgb(255, 255, 255)");
  });

  it("lets a page set its colours and shapes", async () => {
    const row = await showRow();
    row.style.cssText = "--follow-up-surface: rgb(1, 2, 3); --follow-up-radius: 3px; --follow-up-hot-hue: 200";
    const card = getComputedStyle(part(row, "card"));
    equal([card.backgroundColor, card.borderTopLeftRadius], ["rgb(1, 2, 3)", "3px"]);
    ok(getComputedStyle(part(row, "chip")).color.startsWith("rgb(23,"), getComputedStyle(part(row, "chip")).color);
  });

  it("shows where the focus is", async () => {
    const row = await showRow();
    await row.focusControl("snooze");
    equal(row.shadowRoot?.activeElement, part(row, "snooze"));
    ok(part(row, "snooze").matches(":focus-visible"), "no focus to see");
    equal(getComputedStyle(part(row, "snooze")).outlineWidth, "2px");
  });

  it("says its date under the pointer and to screen readers, in the page's words", async () => {
    const row = show<FollowUpRow>(`<follow-up-row date="2026-11-24" reason="Follow-up due today"></follow-up-row>`);
    await row.updateComplete;
    // Browsers of different age put a comma after the weekday, or none.
    equal(part(row, "meta").title.replace(",", ""), "Due Tuesday 24 November 2026");
    equal(textOf(part(row, "meta")).replace(",", ""), "Follow-up due today Due Tuesday 24 November 2026");
    row.messages = { dueOn: (date) => `fällig am ${date}` };
    await row.updateComplete;
    equal(part(row, "meta").title, "fällig am 2026-11-24");
    row.removeAttribute("date");
    await row.updateComplete;
    equal(textOf(part(row, "meta")), "Follow-up due today");
    ok(!part(row, "meta").hasAttribute("title"), "a title of nothing");
  });

  it("gets its attributes from a follow-up", () => {
    const photoUrl = "https://photos.example/1.png";
    const attributes = rowAttributes(followUp("p1", { leadQuality: "HOT", overdueDays: 2, photoUrl }), "/contacts/p1");
    equal(attributes, {
      "contact-id": "p1",
      "contact-name": "Contact p1",
      reason: "Follow-up overdue by 2 days",
      date: "2026-03-02",
      href: "/contacts/p1",
      "lead-quality": "HOT",
      overdue: true,
      "photo-url": photoUrl,
      company: false,
    });
    equal(rowAttributes(followUp("p2"), "/").overdue, false);
  });
});
