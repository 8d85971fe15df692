import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { actions } from "../../actions/actions.ts";
import type { Preview } from "../../actions/action.ts";
import type { FollowUpsApi } from "../../actions/follow-ups-api.ts";
import { createRefresher } from "../../actions/refresher.ts";
import type { DueList } from "../../domain/due-list.ts";
import type { Filter } from "../../domain/filters.ts";
import { hubReducer, openedHub, shownList } from "./hub-state.ts";

/** The hub's list, kept ahead of the server: actions show at once and are put back where the server refuses. */
export function useHub({ api, filter, list }: { api: FollowUpsApi; filter: Filter; list: DueList }) {
  const [state, dispatch] = useReducer(hubReducer, { filter, list }, openedHub);
  const [opened, setOpened] = useState(list);
  const refreshes = useRef(0);
  const changes = useRef(0);

  // While rendering, so that a tab never shows the rows of the one before.
  if (opened !== list) {
    setOpened(list);
    dispatch({ type: "opened", filter, list });
  }

  const refresher = useMemo(
    () =>
      createRefresher(async () => {
        const number = ++refreshes.current;
        const report = await api.listDue(filter);
        if (report.done) dispatch({ type: "refreshed", filter, refresh: number, list: report.done });
        return report;
      }),
    [api, filter],
  );
  useEffect(() => () => refresher.stop(), [refresher]);

  const show = useCallback((preview: Preview) => {
    const key = ++changes.current;
    dispatch({ ...preview, key });
    return (isAccepted: boolean) =>
      dispatch(isAccepted ? { type: "accepted", key, shownFrom: refreshes.current + 1 } : { type: "refused", key });
  }, []);

  useEffect(() => actions.usePage({ show, refresh: refresher.ask }), [show, refresher]);

  return { list: shownList(state), refresher };
}
