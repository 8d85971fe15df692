import type { FollowUp } from "../../app/domain/follow-up.ts";
import { followUp } from "./due-follow-up.ts";
import type { Locale } from "../../app/domain/locale.ts";

/** One request that the panel has sent. */
export interface SentRequest {
  method: string;
  url: URL;
  headers: Headers;
  credentials: RequestCredentials | undefined;
  body: Record<string, unknown> | null;
}

/** What the menu offers on 2 March 2026. */
export const SNOOZE_OPTIONS = [
  { label: "Tomorrow", date: "2026-03-03", day: "Tue 3 Mar", isUsual: false },
  { label: "In 3 days", date: "2026-03-05", day: "Thu 5 Mar", isUsual: true },
];

/** Stands in for the API in the place of `fetch`: it keeps a due list, and answers when and as a test wants. */
export class FakeApi {
  readonly requests: SentRequest[] = [];
  /** What `nextMidnight` says. */
  nextMidnight = Date.now() + 3_600_000;
  /** What `locale` says. */
  locale: Locale = "en-GB";
  /** What a done says of the next follow-up. */
  next: { next?: { id: string; date: string }[]; nextIsSet?: boolean } = {};
  /** Answers in place of the due list's, one for each request, as long as there are any. */
  readonly answers: (Response | Error)[] = [];
  #due: FollowUp[];
  #gates: (() => void)[] | null = null;
  readonly #undone = new Map<string, FollowUp>();
  readonly #fetch = window.fetch;

  constructor(count = 12) {
    this.#due = Array.from({ length: count }, (_, index) => followUp(`p${index + 1}`));
    window.fetch = (input, init) => this.#answer(String(input), init);
  }

  set due(due: FollowUp[]) {
    this.#due = due;
  }

  get due(): FollowUp[] {
    return this.#due;
  }

  /** The requests by method and path. */
  get log(): string[] {
    return this.requests.map(({ method, url, body }) => [method, url.pathname, body?.personId ?? ""].join(" ").trim());
  }

  count(method: string): number {
    return this.requests.filter((request) => request.method === method).length;
  }

  /** Keeps answers back until {@link release}. */
  hold(): void {
    this.#gates = [];
  }

  release(): void {
    const gates = this.#gates ?? [];
    this.#gates = null;
    for (const open of gates) open();
  }

  restore(): void {
    this.release();
    window.fetch = this.#fetch;
  }

  async #answer(input: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(input, location.href);
    const method = init.method ?? "GET";
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : null;
    this.requests.push({ method, url, body, headers: new Headers(init.headers), credentials: init.credentials });
    const gates = this.#gates;
    if (gates) await new Promise<void>((resolve) => gates.push(resolve));
    if (init.signal?.aborted) throw new DOMException("aborted", "AbortError");
    const answer = this.answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? Response.json(this.#carryOut(method, url, body));
  }

  #carryOut(method: string, url: URL, body: Record<string, unknown> | null): unknown {
    if (url.pathname.endsWith("/lead-quality")) {
      const leadQuality = body?.leadQuality as FollowUp["leadQuality"];
      this.#due = this.#due.map((due) =>
        due.contactId === body?.personId ? { ...due, leadQuality, isHot: leadQuality === "HOT" } : due,
      );
      return { ok: true, leadQuality };
    }
    if (method === "PATCH") {
      const taken = this.#due.find(({ contactId }) => contactId === body?.personId);
      if (taken) this.#undone.set(`op-${taken.id}`, taken);
      this.#due = this.#due.filter((candidate) => candidate !== taken);
      return { ok: true, count: 1, action: body?.action, operationId: `op-${taken?.id}`, ...this.next };
    }
    if (url.pathname.endsWith("/next")) {
      return { ok: true, count: 1, operationId: String(body?.operationId).replace("op", "op-next") };
    }
    if (method === "POST") {
      const back = this.#undone.get(String(body?.operationId));
      if (back) this.#due = [back, ...this.#due];
      return { ok: true, count: 1 };
    }
    const limit = Number(url.searchParams.get("limit"));
    const hot = this.#due.filter(({ isHot }) => isHot).length;
    const overdue = this.#due.filter(({ overdueDays }) => overdueDays > 0).length;
    const counts = { all: this.#due.length, overdue, today: this.#due.length - overdue, hot };
    return {
      followUps: this.#due.slice(0, limit),
      counts,
      today: "2026-03-02",
      nextMidnight: this.nextMidnight,
      locale: this.locale,
      snoozeOptions: SNOOZE_OPTIONS,
    };
  }
}

/** An error as the API answers it. */
export function refusal(status: number, code = "refused"): Response {
  return Response.json({ error: { code, message: `Refused with ${status}`, issues: [] } }, { status });
}
