import type { NextDate } from "../../domain/cadence.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import type { DueList } from "./hub-state.ts";

/**
 * What the API answered, or the sentence that tells why it didn't; `lost` where no answer came, so that nobody here knows
 * whether the change was made.
 */
export type Answer<T> = { ok: true; value: T } | { ok: false; message: string; lost: boolean };

/** What a change did. */
export interface Changed {
  count: number;
  operationId: string;
  /** After a done: the next dates by cadence, on offer or set already. */
  next?: NextDate[];
  nextIsSet?: boolean;
}

const PATH = "/api/follow-ups/due";
const LONGEST_WAIT_MILLISECONDS = 15_000;
/** A browser keeps 64 KiB alive for all that a page has sent, and refuses more. */
const LARGEST_KEPT_ALIVE = 8_192;
/** Until the rows are back: while something is being sent, leaving asks whether to. */
const LEAVE_AFTER_MILLISECONDS = 100;

/** The due list of a tab, most urgent first. */
export function fetchDue(filter: Filter): Promise<Answer<DueList>> {
  return call<DueList>(`${PATH}?limit=200&order=priority&filter=${filter}`);
}

/** Snoozes or finishes follow-ups. */
export function sendChange(personIds: string[], action: "done" | "snooze", until?: string): Promise<Answer<Changed>> {
  return call<Changed>(PATH, "PATCH", { personIds, action, until });
}

/** Takes an operation back. */
export function sendUndo(operationId: string): Promise<Answer<Changed>> {
  return call<Changed>("/api/follow-ups/undo", "POST", { operationId });
}

/** Sets the next dates by cadence of what an operation marked done. */
export function sendNext(operationId: string): Promise<Answer<Changed>> {
  return call<Changed>("/api/follow-ups/next", "POST", { operationId });
}

/** Sets a contact's lead quality. */
export function sendLeadQuality(personId: string, leadQuality: LeadQuality | null): Promise<Answer<object>> {
  return call<object>("/api/follow-ups/lead-quality", "PATCH", { personId, leadQuality });
}

async function call<T>(path: string, method = "GET", body?: object): Promise<Answer<T>> {
  const text = body && JSON.stringify(body);
  try {
    const response = await fetch(path, {
      method,
      // What was done is sent even where the page is left meanwhile.
      keepalive: text !== undefined && text.length < LARGEST_KEPT_ALIVE,
      signal: AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS),
      headers: {
        ...(text && { "Content-Type": "application/json" }),
        "Expected-Organization": document.querySelector("main")?.dataset.organization ?? "",
      },
      ...(text && { body: text }),
    });
    // Another tab has switched: this page is about an organization that isn't the current one any more.
    if (response.status === 409) setTimeout(() => location.reload(), LEAVE_AFTER_MILLISECONDS);
    if (response.status === 401) {
      const signIn = `/login?redirectTo=${encodeURIComponent(location.pathname + location.search)}`;
      setTimeout(() => location.assign(signIn), LEAVE_AFTER_MILLISECONDS);
    }
    const answer = (await response.json()) as T & { error?: { message: string } };
    if (response.ok) return { ok: true, value: answer };
    return { ok: false, message: answer.error?.message ?? "Refused.", lost: false };
  } catch {
    // Neither a lost connection nor a proxy's HTML page says more than this.
    return { ok: false, message: "The server can't be reached.", lost: true };
  }
}
