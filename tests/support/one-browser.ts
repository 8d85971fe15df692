import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    browser: string;
  }
}

/** Starts the Chromium that all end-to-end tests share, and gives them its address; it ends with them. */
export default async function startBrowser({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer(await findChromium());
  provide("browser", server.wsEndpoint());
  return () => server.close();
}
