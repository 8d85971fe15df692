/** Another site that embeds the panel: `npm run demo:host`, beside a running hub. It imports nothing of the hub. */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";

const hub = process.env.HUB ?? "http://localhost:3000";
const email = process.env.EMAIL ?? "demo@example.com";
const port = Number(process.env.PORT ?? 4000);
const apiKey = process.env.API_KEY ?? newApiKey();
const origin = `http://localhost:${port}`;

const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${hub}`,
  "style-src 'self'",
  "img-src https: data:",
  `connect-src 'self' ${hub}`,
  "base-uri 'none'",
].join("; ");

const FILES: Record<string, [file: string, type: string]> = {
  "/": ["page.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css"],
  "/page.js": ["page.js", "text/javascript"],
};

createServer((request, response) => {
  const path = new URL(request.url ?? "/", origin).pathname;
  const answer = path === "/token" ? sendToken(response) : sendFile(path, response);
  answer.catch((error: unknown) => {
    console.error(error);
    response.writeHead(502).end("The hub can't be reached");
  });
}).listen(port, "127.0.0.1", () => console.log(`A site with the panel: ${origin}`));

/** The server's whole part in embedding: a token for the user who is signed in here. */
async function sendToken(response: ServerResponse): Promise<void> {
  const answer = await fetch(`${hub}/api/embed-tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ email, origin }),
  });
  response.writeHead(answer.status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(await answer.text());
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const [file, type] = FILES[path] ?? [];
  if (!file) {
    response.writeHead(404).end("Not found");
    return;
  }
  const text = await readFile(new URL(file, import.meta.url), "utf8");
  response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY });
  response.end(text.replaceAll("HUB", hub));
}

function newApiKey(): string {
  const command = ["run", "-s", "db", "--", "api-key", "add", "--organization", "demo", "--name", "Demo host"];
  return execFileSync("npm", command, { encoding: "utf8" }).trim().split("\n").at(-1) ?? "";
}
