import { useSyncExternalStore } from "react";
import { actions } from "../../actions/actions.ts";
import { NO_NOTICES, type Notices } from "../../actions/history.ts";

/** What there is to tell of what was done lately. */
export function useNotices(): Notices {
  return useSyncExternalStore(actions.subscribe, actions.notices, () => NO_NOTICES);
}
