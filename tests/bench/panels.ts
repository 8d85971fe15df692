import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Browser } from "playwright-core";
import { newProfile } from "../support/browser.ts";
import { findChromium } from "../support/chromium.ts";
import { eachRound, median } from "./measure.ts";
import type { Ours } from "./servers.ts";
import type { Line } from "./table.ts";

/** Panels on another site's page, which has a token: ten beside one, and what a browser asks the hub for. */
export async function measurePanels(rounds: number, { server, apiKey }: Ours): Promise<Line[]> {
  const host = createServer((request, response) => {
    const count = Number(new URL(request.url!, "http://host").searchParams.get("panels"));
    response.setHeader("Content-Type", "text/html");
    response.end(pageOf(server.origin, token, count));
  });
  await once(host.listen(0, "127.0.0.1"), "listening");
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const token = await tokenFor(server.origin, { apiKey, origin });
  const browser = await chromium.launch(await findChromium());
  try {
    const measured = await eachRound("Panels", rounds, async () => ({
      one: await load(browser, `${origin}?panels=1`, server.origin),
      ten: await load(browser, `${origin}?panels=10`, server.origin),
    }));
    const of = (page: "one" | "ten", name: "time" | "script" | "requests") =>
      median(measured.map((round) => round[page][name]));
    const limit = "its limit";
    return [
      {
        what: "ten panels shown",
        beside: "one",
        ours: of("ten", "time"),
        theirs: of("one", "time"),
        unit: "ms",
        goal: 3,
      },
      {
        what: "panel's script (14 KB at most)",
        beside: limit,
        ours: of("one", "script"),
        theirs: 14,
        unit: "KB",
        goal: 1,
      },
      {
        what: "requests after it (2 at most)",
        beside: limit,
        ours: of("one", "requests"),
        theirs: 2,
        unit: "",
        goal: 1,
      },
    ];
  } finally {
    await browser.close();
    host.close();
  }
}

function pageOf(hub: string, token: string, count: number): string {
  const panel = `<follow-up-panel endpoint="${hub}" token="${token}"></follow-up-panel>`;
  return `<!doctype html><title>Host</title>${panel.repeat(count)}<script type="module" src="${hub}/widgets/follow-up-panel.js"></script>`;
}

async function tokenFor(hub: string, { apiKey, origin }: { apiKey: string; origin: string }): Promise<string> {
  const answer = await fetch(`${hub}/api/embed-tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ email: "ann@example.com", origin }),
  });
  return ((await answer.json()) as { token: string }).token;
}

async function load(browser: Browser, address: string, hub: string) {
  const profile = await newProfile(browser, { javaScript: true });
  try {
    const page = await profile.newPage();
    let requests = 0;
    let script = 0;
    const session = await profile.newCDPSession(page);
    await session.send("Network.enable");
    // Here the browser's own question before a request to another site is told too, of which the page knows nothing.
    session.on("Network.requestWillBeSent", ({ request }) => (requests += request.url.startsWith(hub) ? 1 : 0));
    session.on("Network.responseReceived", ({ response }) => {
      if (response.url.endsWith(".js")) script = Number(response.headers["Content-Length"]) / 1_000;
    });
    await page.goto(address);
    await page.waitForFunction(() => {
      const panels = [...document.querySelectorAll("follow-up-panel")];
      return panels.every((panel) => panel.shadowRoot?.querySelector("follow-up-row"));
    });
    const time = await page.evaluate(() => performance.now());
    return { time, script, requests: requests - 1 };
  } finally {
    await profile.close();
  }
}
