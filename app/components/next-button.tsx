import type { MouseEventHandler } from "react";
import { useShortcut } from "./shortcuts.tsx";

/** Offers the next dates by cadence: one click, or one key where scripts run. */
export function NextButton({
  label,
  formAction,
  onClick,
}: {
  label: string;
  /** Where the form around it is posted by this button; without it `onClick` acts. */
  formAction?: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
}) {
  const { attributes, hint } = useShortcut("n");
  return (
    <button
      type={formAction ? "submit" : "button"}
      className="button button-primary"
      formAction={formAction}
      onClick={onClick}
      {...attributes}
    >
      {label} {hint}
    </button>
  );
}
