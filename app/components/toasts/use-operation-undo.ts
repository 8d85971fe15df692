import { useCallback } from "react";
import { changeText } from "../../domain/result-text.ts";
import { followUpsApi } from "../hub/follow-ups-api.ts";
import { undoOperations } from "../hub/undo-operations.ts";
import { useToasts, type Undoable } from "./toasts.tsx";

/** Makes what takes back an operation that the page at hand knows by its id. */
export function useOperationUndo(organizationId: string): (operationId: string) => Undoable {
  const { tell, fail, refresh } = useToasts();
  return useCallback(
    (operationId) => {
      const undoable: Undoable = async () => {
        const { count, problem } = await undoOperations(followUpsApi(organizationId), [operationId]);
        if (problem) fail({ text: "Not undone.", reason: problem, retry: undoable });
        else tell({ text: changeText("undo", count) });
        await refresh(!problem);
      };
      return undoable;
    },
    [organizationId, tell, fail, refresh],
  );
}
