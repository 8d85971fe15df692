import { emulateMedia } from "@web/test-runner-commands";
import "../../widgets/follow-up-row.define.ts";
import { rowAttributes } from "../../widgets/row-attributes.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok } from "./assert.ts";
import { followUp } from "./due-follow-up.ts";
import { FULL, hasPart, part, record, shownText, showRow, spokenName, textOf } from "./stage.ts";

const PIXEL = "https://photos.invalid/sarah.png";
describe("follow-up-row", () => {
  afterEach(() => emulateMedia({ colorScheme: "light" }));

  it("shows who is due, why, and how warm the lead is", async () => {
    const row = await showRow();
    equal(textOf(part(row, "name")), "Sarah Lee");
    equal(part(row, "name").getAttribute("href"), "/contacts/p1");
    equal(textOf(part(row, "reason")), "Follow-up overdue by 4 days");
    equal(textOf(part(row, "company")), "Northwind");
    equal(textOf(part(row, "note")), "Called 18 Nov: wants 3 bedrooms");
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
    for (const name of ["chip", "flame", "company", "note", "overdue"]) ok(!hasPart(row, name), `a part ${name}`);
    equal(part(row, "name").localName, "span");
  });

  it("marks an overdue card by a thick red border and by its sentence", async () => {
    const row = await showRow();
    equal(getComputedStyle(part(row, "card")).borderLeftWidth, "4px");
    equal(getComputedStyle(part(row, "card")).borderLeftColor, "rgb(205, 43, 49)");
    row.overdue = false;
    await row.updateComplete;
    equal(getComputedStyle(part(row, "card")).borderLeftColor, "rgba(0, 0, 0, 0)");
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

  it("opens where it is clicked beside its controls, but not where text was dragged over", async () => {
    const row = await showRow();
    const opens = record("follow-up-open");
    row.addEventListener("follow-up-open", (event) => event.preventDefault());
    const click = (name: string, clientX: number) => {
      const at = { bubbles: true, composed: true, clientY: 10 };
      part(row, name).dispatchEvent(new MouseEvent("mousedown", { ...at, clientX: 10 }));
      part(row, name).dispatchEvent(new MouseEvent("click", { ...at, clientX }));
    };
    click("reason", 60);
    click("snooze", 10);
    equal(opens.length, 0);
    click("reason", 11);
    click("avatar", 10);
    equal(
      opens.map(({ detail }) => detail.contactId),
      ["p1", "p1"],
    );
  });

  it("asks for a menu, and leads to the profile where nobody has one", async () => {
    const row = await showRow();
    const menus = record("follow-up-menu");
    const button = part(row, "menu");
    equal(button.getAttribute("aria-label"), "More actions for Sarah Lee");
    equal(button.getAttribute("href"), row.href);
    const isFollowed = (cancels: boolean) => {
      const stop = (event: Event) => cancels && event.preventDefault();
      row.addEventListener("follow-up-menu", stop, { once: true });
      let followed = false;
      const note = (event: Event) => {
        followed = !event.defaultPrevented;
        event.preventDefault();
      };
      document.addEventListener("click", note, { once: true });
      button.click();
      return followed;
    };
    equal([isFollowed(true), isFollowed(false)], [false, true]);
    equal(menus[0]?.detail.opener, button);
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
       <button slot="done">Mark done</button>`,
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

  it("leaves alone what the page has slotted, whatever it is called and whatever fails in it", async () => {
    const actions = record("follow-up-action");
    const row = await showRow(`${FULL} photo-url="${PIXEL}"`, `<button slot="snooze" part="done">Snooze</button>`);
    const slotted = row.querySelector("button")!;
    slotted.click();
    equal(actions.length, 0);
    ok(row.renderRoot.querySelector("img"), "no photo");
    slotted.dispatchEvent(new Event("error"));
    await row.updateComplete;
    ok(row.renderRoot.querySelector("img"), "the photo is gone");
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
      note: false,
    });
    equal(rowAttributes(followUp("p2"), "/").overdue, false);
  });
});
