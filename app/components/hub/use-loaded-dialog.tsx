import { useState, type ComponentType, type ReactNode } from "react";
import { tellUnloaded } from "../../actions/actions.ts";

/** A dialog that is loaded when it is first asked for, and what opens it. */
export function useLoadedDialog<Props extends { onClose: () => void }>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): { ask: (props: Omit<Props, "onClose">) => void; dialog: ReactNode } {
  const [dialog, setDialog] = useState<ReactNode>(null);
  const ask = (props: Omit<Props, "onClose">) =>
    void load().then(
      ({ default: Dialog }) => setDialog(<Dialog {...({ ...props, onClose: () => setDialog(null) } as Props)} />),
      tellUnloaded,
    );
  return { ask, dialog };
}
