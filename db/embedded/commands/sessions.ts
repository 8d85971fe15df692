import { Binary } from "bson";
import { asNumber, decode, decodeTyped, encode, isDocument, type Doc } from "../bson/documents.ts";
import { MongoError } from "../errors.ts";
import type { Store } from "../storage/store.ts";
import type { Transaction } from "./transaction.ts";

/** What is known of a client's session: its newest number, and what was carried out under it. */
export interface Session {
  id: string;
  number: number;
  /** The results of a retryable write's statements, by their place. */
  done: Map<number, Doc>;
  transaction?: Transaction;
  outcome?: "committed" | "aborted";
}

/** The sessions, kept with the documents, so that a write is not repeated even after a crash. */
export interface Sessions {
  /** Returns the session, or undefined where it has never written. */
  get(id: string): Session | undefined;
  /** Returns the session moved on to the number; fails where the number is older than its newest. */
  advance(id: string, number: number): Session;
  /** Has the session's record written with every commit, from its command's start until its end. */
  begin(session: Session): void;
  /** Has the session's record written with the open group of commits, for the last time. */
  keep(session: Session): void;
  /** Forgets sessions that their client has ended. */
  end(ids: readonly string[]): void;
  all(): Iterable<Session>;
}

const mostKept = 20_000;

/** What is stored of a session: how many inserts in a row were carried out, then the results of other statements. */
interface SessionRecord {
  number: number;
  /** Missing in what earlier versions have stored. */
  inserted?: number;
  done: { place: number; result: Doc }[];
  committed: boolean;
}

function recordOf({ number, done, outcome }: Session): SessionRecord {
  let inserted = 0;
  while (isInsert(done.get(inserted))) inserted += 1;
  const others = [...done].filter(([place]) => place >= inserted).map(([place, result]) => ({ place, result }));
  return { number, inserted, done: others, committed: outcome === "committed" };
}

const isInsert = (result: Doc | undefined): boolean =>
  result !== undefined && asNumber(result["n"]) === 1 && Object.keys(result).length === 1;

/** Returns the sessions recorded in the store. */
export function createSessions(store: Store): Sessions {
  const sessions = new Map<string, Session>();
  const dirty = new Set<Session>();
  const running = new Set<Session>();
  const { connection } = store;

  const load = (id: string): Session | undefined => {
    const known = sessions.get(id);
    if (known) return known;
    const row = connection.row<[Buffer]>("SELECT body FROM session WHERE id = ?", id);
    if (!row) return undefined;
    const { number, inserted, committed } = decode(row[0]) as unknown as SessionRecord;
    const { done } = decodeTyped(row[0]) as unknown as SessionRecord;
    const session: Session = { id, number, done: new Map() };
    for (let place = 0; place < (inserted ?? 0); place++) session.done.set(place, { n: 1 });
    for (const { place, result } of done) session.done.set(asNumber(place)!, result);
    if (committed) session.outcome = "committed";
    sessions.set(id, session);
    return session;
  };

  // Written in the same commit as the changes themselves: either both are there after a crash, or neither.
  store.commits.beforeCommit(() => {
    for (const session of new Set([...dirty, ...running])) {
      if (session.done.size === 0 && session.outcome !== "committed") continue;
      const body = encode(recordOf(session) as unknown as Doc);
      connection.run("INSERT OR REPLACE INTO session (id, body, used) VALUES (?, ?, ?)", session.id, body, Date.now());
    }
    dirty.clear();
  });

  return {
    get: load,
    advance: (id, number) => {
      let session = load(id);
      if (session && session.number > number) {
        throw new MongoError(
          "TransactionTooOld",
          `Cannot start with txnNumber ${number}: a newer operation with txnNumber ${session.number} has already started on this session`,
        );
      }
      if (!session || session.number < number) {
        session?.transaction?.abort();
        session = { id, number, done: new Map() };
        sessions.set(id, session);
        if (sessions.size > mostKept) forgetOldest(sessions);
      }
      return session;
    },
    begin: (session) => void running.add(session),
    keep: (session) => {
      running.delete(session);
      if (session.done.size === 0 && session.outcome !== "committed") return;
      store.commits.begin();
      dirty.add(session);
    },
    end: (ids) => {
      const known = ids.filter((id) => load(id));
      if (known.length === 0) return;
      store.commits.begin();
      for (const id of known) {
        const session = sessions.get(id);
        session?.transaction?.abort();
        if (session) {
          dirty.delete(session);
          running.delete(session);
        }
        sessions.delete(id);
        connection.run("DELETE FROM session WHERE id = ?", id);
      }
    },
    all: () => sessions.values(),
  };
}

function forgetOldest(sessions: Map<string, Session>): void {
  for (const [id, session] of sessions) {
    if (session.transaction) continue;
    // Its record stays on disk and is read again when it is needed.
    sessions.delete(id);
    return;
  }
}

/** Returns a session's name from a command's `lsid`; fails where it has no UUID. */
export function sessionId(lsid: unknown): string {
  const id = isDocument(lsid) ? lsid["id"] : undefined;
  if (!(id instanceof Binary)) throw new MongoError("TypeMismatch", "lsid must have a UUID as its id");
  return Buffer.from(id.value()).toString("hex");
}
