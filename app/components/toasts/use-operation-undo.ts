import { useCallback } from "react";
import { changeText } from "../../domain/result-text.ts";
import { followUpsApi } from "../hub/follow-ups-api.ts";
import { undoOperations } from "../hub/undo-operations.ts";
import { useToasts, type Failure, type Undoable } from "./toasts.tsx";

/** Makes what takes back an operation that the page at hand knows by its id. */
export function useOperationUndo(organizationId: string): (operationId: string) => Undoable {
  const { tell, fail, withdraw, refresh, remember, undo } = useToasts();
  return useCallback(
    (operationId) => {
      let failure: Failure | null = null;
      const undoable: Undoable = async () => {
        withdraw(failure);
        const { count, problem } = await undoOperations(followUpsApi(organizationId), [operationId]);
        if (problem) {
          remember(undoable);
          failure = { text: "Not undone.", reason: problem, retry: () => undo(undoable) };
          fail(failure);
        } else tell({ text: changeText("undo", count) });
        await refresh(!problem);
      };
      return undoable;
    },
    [organizationId, tell, fail, withdraw, refresh, remember, undo],
  );
}
