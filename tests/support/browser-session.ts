import type { ErrorBody } from "../../app/api/errors.ts";
import type { Counts, FollowUp } from "../../app/domain/follow-up.ts";
import { PASSWORD } from "./two-organizations.ts";

/** What API answers hold; each test looks at the fields of its own call. */
export type ApiBody = Partial<DueAnswer & ErrorBody & { ok: boolean; count: number; operationId: string }>;

interface DueAnswer {
  followUps: FollowUp[];
  counts: Counts;
  today: string;
}

/** Requests of one signed-in browser, without the browser: it keeps cookies and follows nothing. */
export interface BrowserSession {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  api(path: string, method: string, body?: unknown): Promise<{ status: number; body: ApiBody; headers: Headers }>;
  cookie(): string;
}

/** Signs in over HTTP. */
export async function signIn(origin: string, email: string, password = PASSWORD): Promise<BrowserSession> {
  const cookies = new Map<string, string>();
  const session: BrowserSession = {
    async fetch(path, init = {}) {
      const response = await fetch(origin + path, {
        redirect: "manual",
        ...init,
        headers: { Cookie: session.cookie(), ...(init.headers as Record<string, string>) },
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ""] = line.split(";", 1);
        const at = pair.indexOf("=");
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return response;
    },
    async api(path, method, body) {
      const response = await session.fetch(path, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
      });
      const text = await response.text();
      return { status: response.status, body: (text ? JSON.parse(text) : {}) as ApiBody, headers: response.headers };
    },
    cookie: () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  };
  await session.fetch("/login", {
    method: "POST",
    body: new URLSearchParams({ email, password, redirectTo: "/follow-ups" }),
    headers: { Origin: origin },
  });
  return session;
}
