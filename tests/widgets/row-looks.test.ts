import { emulateMedia, setViewport } from "@web/test-runner-commands";
import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import "../../widgets/follow-up-row.define.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { FULL, part, show, showRow, textOf } from "./stage.ts";

describe("follow-up-row: its looks", () => {
  afterEach(() => emulateMedia({ colorScheme: "light" }));

  it("is low, with words on its buttons or, where there is less room, with signs that a finger meets", async () => {
    const row = await showRow();
    for (const [width, mostHeight, isNarrow] of [
      [800, 56, false],
      [360, 76, true],
      [290, 76, true],
    ] as const) {
      await setViewport({ width: width + 16, height: 600 });
      const word = row.renderRoot.querySelector(".label");
      await until(() => (word?.getBoundingClientRect().width === 0) === isNarrow, `${width}`);
      const card = part(row, "card");
      ok(card.scrollWidth <= card.clientWidth, `something sticks out at ${width}`);
      ok(row.offsetHeight <= mostHeight, `a row of ${row.offsetHeight} at ${width}`);
      const { height } = part(row, "done").getBoundingClientRect();
      ok(height >= (isNarrow ? 44 : 30), `a button of ${height} at ${width}`);
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
    equal(getComputedStyle(part(row, "chip")).backgroundColor, "rgb(115, 206, 252)");
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
});
