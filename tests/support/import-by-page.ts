import { setTimeout as wait } from "node:timers/promises";
import type { BrowserSession } from "./browser-session.ts";

const ASK_AGAIN_MILLISECONDS = 500;

/** A CSV of made-up people, each with an id that begins with `prefix`. */
export function peopleFile(rows: number, prefix = "row"): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `${prefix}-${n},Person ${n},person${n}@example.com,Company ${n % 97}`,
  );
  return `id,name,email,company\n${lines.join("\n")}\n`;
}

/** Imports such a file as an admin does on the page, for `assign`; resolves to the page's path when all of it is done. */
export async function importByPage(
  session: BrowserSession,
  { organizationId, file, assign }: { organizationId: string; file: string; assign: string },
): Promise<string> {
  const body = new FormData();
  body.set("organizationId", organizationId);
  body.set("file", new File([file], "people.csv", { type: "text/csv" }));
  const page = (await session.fetch("/import", { method: "POST", body })).headers.get("Location")!;
  const columns = { id: "id", name: "name", email: "email", company: "company", assign };
  await session.fetch(page, { method: "POST", body: new URLSearchParams(columns) });
  await untilPageSays(session, page, "Undo");
  return page;
}

/** Resolves when a page says so. */
export async function untilPageSays(session: BrowserSession, page: string, text: string): Promise<void> {
  while (!(await (await session.fetch(page)).text()).includes(text)) await wait(ASK_AGAIN_MILLISECONDS);
}
