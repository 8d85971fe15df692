import type { LeadQuality } from "../domain/contact.ts";
import type { ChangeAction, Said } from "../domain/outcome.ts";
import { MOST_FOLLOW_UPS, type ChangedFollowUps, type DueList } from "../domain/due-list.ts";
import { dueViewQuery, type DueView } from "../domain/due-view.ts";
import { connect, mayPass, type RequestError } from "../../widgets/follow-ups-client.ts";
import type { Report } from "./action.ts";

/** What to do with the follow-ups of some contacts, and the id by which that is known, done or not. */
export interface Change extends Said {
  personIds: string[];
  action: ChangeAction;
  until?: string | undefined;
  operationId: string;
}

/** Which lead quality to set, only `from` another one where that is said, and the id by which that is known. */
export interface QualityChange {
  personId: string;
  leadQuality: LeadQuality | null;
  from?: LeadQuality | null;
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

/**
 * The follow-ups API for a page about one organization, and about the list of the member `whose` where it isn't one's own;
 * refused where another organization has become the current one.
 */
export function followUpsApi(organizationId: string, whose: string | null = null) {
  const send = connect("", { organization: organizationId });
  const read = <T>(path: string) => reportOf<T>(send(path, { signal: AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS) }));
  const write = <T>(method: "PATCH" | "POST", path: string, change: object) => {
    const body = JSON.stringify(change);
    // What was done is sent even where the page is left meanwhile.
    const keepalive = body.length < LARGEST_KEPT_ALIVE;
    const signal = AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS);
    return underWay(() => reportOf<T>(send(path, { method, body, keepalive, signal })));
  };
  return {
    /** The due list as a view shows it. */
    listDue(view: DueView) {
      const query = dueViewQuery(view);
      query.delete("sort");
      return read<DueList>(`due?limit=${MOST_FOLLOW_UPS}&order=${view.order}&${query}`);
    },
    change: (change: Change) => write<ChangedFollowUps>("PATCH", "due", { ...change, for: whose ?? undefined }),
    /** Takes an operation back. */
    undo: (operationId: string) => write<Undone>("POST", "undo", { operationId }),
    /** Sets the next dates of what an operation marked done, `later` where nothing says when. */
    setNext: (operationId: string, newOperationId: string, later: boolean) =>
      write<{ count: number }>("POST", "next", { operationId, newOperationId, later }),
    /** Sets a contact's lead quality; answers with the one that it has now. */
    setLeadQuality: (change: QualityChange) =>
      write<{ leadQuality: LeadQuality | null }>("PATCH", "lead-quality", change),
  };
}

/** How many contacts an undo changed; `onlyLogged` where it took back what was logged, and moved nothing. */
export interface Undone {
  count: number;
  onlyLogged?: boolean | undefined;
}

/** What `followUpsApi` returns. */
export type FollowUpsApi = ReturnType<typeof followUpsApi>;

let changesUnderWay = 0;
/** Where the browser goes once nothing is under way any more. */
let leave: (() => void) | undefined;
const askWhetherToLeave = (event: BeforeUnloadEvent) => event.preventDefault();

async function underWay<T>(send: () => Promise<T>): Promise<T> {
  if (changesUnderWay++ === 0) window.addEventListener("beforeunload", askWhetherToLeave);
  try {
    return await send();
  } finally {
    if (--changesUnderWay === 0) window.removeEventListener("beforeunload", askWhetherToLeave);
    leaveWhereIdle();
  }
}

async function reportOf<T>(answer: Promise<T>): Promise<Report<T>> {
  try {
    return { done: await answer, obstacle: null };
  } catch (error) {
    const { status, code, message, retryAfter } = error as RequestError;
    if (status === 401) leave = toSignIn;
    // Another tab has switched: this page is about an organization that isn't the current one any more.
    if (code === "other_organization") leave = () => location.reload();
    leaveWhereIdle();
    // Neither a lost connection nor a proxy's page says more than this.
    const reason = status === 0 || code === "http_error" ? "The server can't be reached." : message;
    // No answer, or one that can't be read, says nothing of what was done.
    const isLost = status === 0 || status >= SERVER_ERROR;
    const waitsFor = mayPass(error as RequestError) ? { retryAfter } : {};
    return { done: null, obstacle: { code, reason, isLost, ...waitsFor } };
  }
}

function leaveWhereIdle(): void {
  if (changesUnderWay === 0) leave?.();
}

function toSignIn(): void {
  location.assign(`/login?redirectTo=${encodeURIComponent(location.pathname + location.search)}`);
}
