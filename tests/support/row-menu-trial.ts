import type { Locator, Page } from "playwright-core";
import { beforeEach } from "vitest";
import type { ContactDocument } from "../../db/collections.ts";
import type { ProfileOptions } from "./browser.ts";
import { hubForEachTest, openPage, page, trial, world } from "./hub-test.ts";
import type { HubTrial } from "./hub-trial.ts";
import type { TwoOrganizations } from "./two-organizations.ts";

/** A page of the hub, and what a test sees on it and behind it. */
export interface RowMenuTrial {
  readonly page: Page;
  readonly world: TwoOrganizations;
  readonly trial: HubTrial;
  open: (path: string, options: ProfileOptions) => Promise<void>;
  stored: (id: string) => Promise<ContactDocument>;
  names: () => Promise<(string | null)[]>;
  chipOf: (name: string) => Promise<string | null>;
  /** The button that opens a row's menu. */
  opener: (name: string) => Locator;
  menu: (name: string) => Locator;
  /** The name of what has the focus, in the shadow roots too. */
  focused: () => Promise<string | null | undefined>;
}

/** Gives each test of a file the two organizations anew, with a contact that can be called and written to. */
export function rowMenuTrial(): RowMenuTrial {
  hubForEachTest();
  beforeEach(async () => {
    await trial.connection.database.contacts.updateOne(
      { organizationId: world.first, id: "old" },
      { $set: { phone: "+1 (202) 555-0100", email: "olga@example.com" } },
    );
  });
  return {
    get trial() {
      return trial;
    },
    get world() {
      return world;
    },
    get page() {
      return page;
    },
    async open(path, options) {
      await openPage(path, options);
      if (options.javaScript) await page.getByRole("button", { name: "Keys" }).waitFor({ state: "attached" });
    },
    stored: async (id) => (await trial.connection.database.contacts.findOne({ organizationId: world.first, id }))!,
    names: () => page.locator("follow-up-row").evaluateAll((all) => all.map((row) => row.getAttribute("contact-name"))),
    chipOf: (name) => page.locator(`follow-up-row[contact-name="${name}"]`).getAttribute("lead-quality"),
    opener: (name) => page.getByRole("button", { name: `More actions for ${name}` }),
    menu: (name) => page.getByRole("group", { name: `Actions for ${name}` }),
    focused: () =>
      page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.getAttribute("aria-label");
      }),
  };
}
