import { useNavigation } from "@remix-run/react";
import type { ComponentProps, MouseEvent } from "react";

/** The button of a form; while a form of the page is on its way it is busy, and sends nothing. */
export function SubmitButton({ className = "button button-primary", ...rest }: ComponentProps<"button">) {
  const isBusy = useNavigation().formMethod === "POST";
  const hold = (event: MouseEvent) => {
    if (isBusy) event.preventDefault();
  };
  return <button {...rest} className={className} aria-disabled={isBusy || undefined} onClick={hold} />;
}
