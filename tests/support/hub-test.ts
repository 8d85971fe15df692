import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { newProfile, type ProfileOptions } from "./browser.ts";
import { startHubTrial, type HubTrial } from "./hub-trial.ts";
import type { TwoOrganizations } from "./two-organizations.ts";

// What a test is about, made anew for each: the server with its database, what is planted there, and the page that is open.
export let trial: HubTrial;
export let world: TwoOrganizations;
export let profile: BrowserContext;
export let page: Page;
/** What the page's scripts have complained about. */
export let problems: string[];

/** Gives each test of a file the two organizations anew, and closes the profile that it has opened. */
export function hubForEachTest(): void {
  beforeAll(async () => {
    trial = await startHubTrial();
  });
  afterAll(() => trial.stop());
  beforeEach(async () => {
    world = await trial.replant();
  });
  afterEach(() => profile.close());
}

/** Opens the page at `path` in a profile of its own, signed in. */
export async function openPage(...asked: Parameters<HubTrial["signIn"]>): Promise<void> {
  ({ profile, page, problems } = await trial.signIn(...asked));
}

/** Opens an empty page in a profile of its own, where nobody is signed in. */
export async function openSignedOut(options: ProfileOptions): Promise<void> {
  profile = await newProfile(trial.browser, options);
  page = await profile.newPage();
}

/** Closes the profile and plants everything anew, in the middle of a test. */
export async function beginAnew(): Promise<void> {
  await profile.close();
  world = await trial.replant();
}
