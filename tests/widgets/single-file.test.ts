import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { equal, ok, until } from "./assert.ts";
import { rows, textOf } from "./stage.ts";

const LIMIT = 16 * 1024;

describe("the single file", () => {
  const open = async (query = "") => {
    const frame = document.createElement("iframe");
    frame.src = `/strict${query}`;
    document.body.replaceChildren(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    const page = frame.contentWindow as (Window & { problems?: string[] }) | null;
    const panel = frame.contentDocument?.querySelector<FollowUpPanel>("follow-up-panel");
    ok(page && panel, "no page");
    return { page, panel };
  };

  it("works under a strict policy, and loaded twice", async () => {
    const { page, panel } = await open();
    await until(() => panel.shadowRoot && rows(panel).length === 1, "a row");
    equal(textOf(panel.shadowRoot?.querySelector("[part=count]")), "1 due");
    const card = rows(panel)[0]?.shadowRoot?.querySelector("[part~=card]");
    equal(card && page.getComputedStyle(card).borderLeftWidth, "4px");
    equal(page.problems, []);
    equal(
      page.performance.getEntriesByType("resource").filter(({ name }) => name.includes("follow-up-panel.js")).length,
      2,
    );
  });

  it("works where the policy names Lit's templates alone", async () => {
    const { page, panel } = await open("?types=lit-html");
    await until(() => panel.shadowRoot && rows(panel).length === 1, "a row");
    equal(page.problems, []);
  });

  it("works beside another Lit that has taken that name", async () => {
    const { panel } = await open("?types=lit-html+follow-up-panel&other=1");
    await until(() => panel.shadowRoot && rows(panel).length === 1, "a row");
  });

  for (const query of ["?types=others", "?types=lit-html&other=1"]) {
    it(`says what the policy has to allow, and leaves the page as it is: ${query}`, async () => {
      const { page, panel } = await open(query);
      await until(() => page.problems?.some((text) => text.includes("`trusted-types lit-html`")), "a clear error");
      equal([panel.shadowRoot, textOf(panel)], [null, "Rows"]);
    });
  }

  it("takes 16 KB at most", async () => {
    const size = Number(await (await fetch("/follow-up-panel.size")).text());
    ok(size > 5_000 && size <= LIMIT, `${size} bytes`);
  });
});
