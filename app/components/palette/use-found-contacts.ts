import { useEffect, useState } from "react";
import type { FoundContact } from "../../contacts/find-for-palette.server.ts";

const PAUSE_MS = 150;

/** How a search for contacts is going; what was found last stays until the next answer. */
export interface Finding {
  state: "idle" | "loading" | "found" | "failed";
  contacts: readonly FoundContact[];
  isCut: boolean;
}

const NOTHING: Finding = { state: "idle", contacts: [], isCut: false };

/** Searches as one types, each time giving up the search before; `attempt` counts how often it was asked for again. */
export function useFoundContacts(typed: string, organizationId: string, attempt: number): Finding {
  const [finding, setFinding] = useState(NOTHING);
  const search = typed.trim();
  useEffect(() => {
    if (search === "") {
      setFinding(NOTHING);
      return;
    }
    setFinding(({ contacts, isCut }) => ({ state: "loading", contacts, isCut }));
    const left = new AbortController();
    const find = async () => {
      const address = `/find?${new URLSearchParams({ search, organizationId })}`;
      // Signed out, the answer would be the page to sign in.
      const response = await fetch(address, { signal: left.signal, redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      const found = (await response.json()) as Omit<Finding, "state">;
      if (!left.signal.aborted) setFinding({ state: "found", ...found });
    };
    const timer = setTimeout(() => {
      find().catch(() => {
        if (!left.signal.aborted) setFinding({ ...NOTHING, state: "failed" });
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [search, organizationId, attempt]);
  return finding;
}
