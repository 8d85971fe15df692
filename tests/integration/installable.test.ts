import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { borrowServer } from "../support/shared-server.ts";

interface Manifest {
  start_url: string;
  scope: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
  shortcuts: { url: string }[];
}

/** Width and height as a PNG tells them. */
const sizeOf = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

const ask = async (path: string) => {
  const { origin } = await borrowServer();
  const answer = await fetch(origin + path);
  return { type: answer.headers.get("Content-Type"), body: Buffer.from(await answer.arrayBuffer()), answer };
};

test("every page names the manifest and the icons, which are served to who isn't signed in", async () => {
  const { body, answer } = await ask("/login");
  const page = body.toString();
  expect(page).toContain('<link rel="manifest" href="/manifest.webmanifest"/>');
  // Nothing else says from where a manifest may come.
  expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'self'");
  const touchIcon = /<link rel="apple-touch-icon" href="([^"]+)"/.exec(page)![1]!;
  expect(sizeOf((await ask(touchIcon)).body)).toBe("180x180");
});

test("the app opens from the home screen at the due list, without the browser's bars, and its icons are what they say", async () => {
  const { type, body } = await ask("/manifest.webmanifest");
  expect(type).toContain("application/manifest+json");
  const manifest = JSON.parse(body.toString()) as Manifest;
  expect(manifest).toMatchObject({ start_url: "/follow-ups", scope: "/", display: "standalone" });
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose ?? "any"}`)).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ]);
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await ask(src);
    expect([icon.type, sizeOf(icon.body)]).toEqual([type, sizes]);
    expect(icon.body.length).toBeLessThan(16_384);
  }
  for (const { url } of manifest.shortcuts) expect((await ask(url)).answer.url).toContain("/login?redirectTo=");
});

test("the browser's own bars have the color of the page's head, in both themes", async () => {
  const { body } = await ask("/login");
  const colors = [...body.toString().matchAll(/<meta name="theme-color" media="[^"]+(light|dark)\)" content="(\S+)"/g)];
  const tokens = await readFile("app/styles/tokens.css", "utf8");
  const surfaces = [...tokens.matchAll(/--surface: (\S+);/g)].map(([, color]) => color);
  expect(colors.map(([, theme, color]) => [theme, color])).toEqual([
    ["light", surfaces[0]],
    ["dark", surfaces[1]],
  ]);
});
