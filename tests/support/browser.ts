import { chromium, type Browser, type BrowserContext, type Locator } from "playwright-core";
import { inject } from "vitest";

const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

let connected: Promise<Browser> | undefined;

/** The Chromium that all end-to-end tests share; each test makes profiles of its own in it, and closes them. */
export function sharedBrowser(): Promise<Browser> {
  return (connected ??= chromium.connect(inject("browser")));
}

/** What differs from one profile to another. */
export interface ProfileOptions {
  javaScript: boolean;
  width?: number;
  touch?: boolean;
  colorScheme?: "light" | "dark";
  timeZone?: string;
  language?: string;
}

/** A browser profile of its own, with language and time zone fixed where none are asked for. */
export function newProfile(browser: Browser, options: ProfileOptions): Promise<BrowserContext> {
  return browser.newContext({
    javaScriptEnabled: options.javaScript,
    viewport: { width: options.width ?? 1280, height: 900 },
    hasTouch: options.touch ?? false,
    colorScheme: options.colorScheme ?? "light",
    // A click waits until what it is for has come to rest.
    reducedMotion: "reduce",
    locale: options.language ?? "en-GB",
    timezoneId: options.timeZone ?? "UTC",
    userAgent: USER_AGENT,
  });
}

/**
 * Waits for something on a page, and until the page is there as a whole: without scripts every answer is a new page, whose
 * beginning shows before its end.
 */
export async function arrived(locator: Locator): Promise<void> {
  await locator.waitFor();
  await locator.page().waitForLoadState();
}
