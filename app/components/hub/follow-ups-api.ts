import type { NextDate } from "../../domain/cadence.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { Filter } from "../../domain/filters.ts";
import type { DueList } from "./hub-state.ts";

/**
 * What the API answered, or its error's code and a sentence that tells why; `lost` where nobody here knows whether the
 * change was made.
 */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string; message: string; lost: boolean };

/** What a change did. */
export interface Changed {
  count: number;
  operationId: string;
  /** After a done: the next dates by cadence, on offer or set already. */
  next?: NextDate[];
  nextIsSet?: boolean;
}

/** What to do with the follow-ups of some contacts, and the id by which that is known, done or not. */
export interface Change {
  personIds: string[];
  action: "done" | "snooze";
  until?: string | undefined;
  operationId: string;
}

const LONGEST_WAIT_MILLISECONDS = 15_000;
/** A browser keeps 64 KiB alive for all that a page has sent, and refuses more. */
const LARGEST_KEPT_ALIVE = 8_192;
const SERVER_ERROR = 500;

/** A new id for an operation: chosen here, it is known even where the answer is lost, and sending it again is safe. */
export function newOperationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return `op_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** The follow-ups API for a page about one organization; refused where another one has become the current one. */
export function followUpsApi(organizationId: string) {
  const call = <T>(method: "GET" | "PATCH" | "POST", path: string, body?: object) =>
    sent<T>(organizationId, { method, path, body });
  return {
    /** The due list of a tab, most urgent first. */
    listDue: (filter: Filter) => call<DueList>("GET", `due?limit=200&order=priority&filter=${filter}`),
    change: (change: Change) => call<Changed>("PATCH", "due", change),
    /** Takes an operation back. */
    undo: (operationId: string) => call<Changed>("POST", "undo", { operationId }),
    /** Sets the next dates by cadence of what an operation marked done. */
    setNext: (operationId: string, newOperationId: string) =>
      call<Changed>("POST", "next", { operationId, newOperationId }),
    /** Sets a contact's lead quality, only `from` another one where that is said; answers with the one that it has now. */
    setLeadQuality: (personId: string, leadQuality: LeadQuality | null, from?: LeadQuality | null) =>
      call<{ leadQuality: LeadQuality | null }>("PATCH", "lead-quality", { personId, leadQuality, from }),
  };
}

/** What `followUpsApi` returns. */
export type FollowUpsApi = ReturnType<typeof followUpsApi>;

interface Call {
  method: string;
  path: string;
  body: object | undefined;
}

let changesUnderWay = 0;
const askWhetherToLeave = (event: BeforeUnloadEvent) => event.preventDefault();

async function sent<T>(organizationId: string, { method, path, body }: Call): Promise<Answer<T>> {
  const text = body && JSON.stringify(body);
  if (text && changesUnderWay++ === 0) window.addEventListener("beforeunload", askWhetherToLeave);
  let leave: (() => void) | undefined;
  try {
    const response = await fetch(`/api/follow-ups/${path}`, {
      method,
      // What was done is sent even where the page is left meanwhile.
      keepalive: text !== undefined && text.length < LARGEST_KEPT_ALIVE,
      signal: AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS),
      headers: { ...(text && { "Content-Type": "application/json" }), "Expected-Organization": organizationId },
      ...(text && { body: text }),
    });
    if (response.status === 401) leave = toSignIn;
    const answer = (await response.json()) as T & { error?: { code: string; message: string } };
    if (response.ok) return { ok: true, value: answer };
    const { code = "refused", message = "Refused." } = answer.error ?? {};
    // Another tab has switched: this page is about an organization that isn't the current one any more.
    if (code === "other_organization") leave = () => location.reload();
    return { ok: false, code, message, lost: response.status >= SERVER_ERROR };
  } catch {
    // Neither a lost connection nor a proxy's HTML page says more than this.
    return { ok: false, code: "unreachable", message: "The server can't be reached.", lost: true };
  } finally {
    if (text && --changesUnderWay === 0) window.removeEventListener("beforeunload", askWhetherToLeave);
    if (changesUnderWay === 0) leave?.();
  }
}

function toSignIn(): void {
  location.assign(`/login?redirectTo=${encodeURIComponent(location.pathname + location.search)}`);
}
