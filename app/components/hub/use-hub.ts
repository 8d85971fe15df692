import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { actions } from "../../actions/actions.ts";
import type { Preview } from "../../actions/action.ts";
import type { FollowUpsApi } from "../../actions/follow-ups-api.ts";
import { createRefresher } from "../../actions/refresher.ts";
import type { DueList } from "../../domain/due-list.ts";
import type { DueView } from "../../domain/due-view.ts";
import { hubReducer, openedHub, shownList } from "./hub-state.ts";

/** The hub's list, kept ahead of the server: actions show at once and are put back where the server refuses. */
export function useHub({ api, view, list }: { api: FollowUpsApi; view: DueView; list: DueList }) {
  const [state, dispatch] = useReducer(hubReducer, { view, list }, openedHub);
  const [opened, setOpened] = useState(list);
  const refreshes = useRef(0);
  const changes = useRef(0);

  // While rendering, so that a view never shows the rows of the one before.
  if (opened !== list) {
    setOpened(list);
    dispatch({ type: "opened", view, list });
  }

  const refresher = useMemo(
    () =>
      createRefresher(async () => {
        const number = ++refreshes.current;
        const report = await api.listDue(view);
        if (report.done) dispatch({ type: "refreshed", view, refresh: number, list: report.done });
        return report;
      }),
    [api, view],
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
