import { useLocation } from "@remix-run/react";
import { useEffect } from "react";

/** The parts of a page with a field to go to. */
const PARTS = ["assignees", "details", "done-as", "follow-up", "log"];
const FIELDS = ["textarea", "input:not([type=hidden], [type=radio])", "select", "a", "button"];

/** Gives the focus to the first field of the part that the page's address names. */
export function useNamedPart(): void {
  const { hash, key } = useLocation();
  useEffect(() => goToPart(hash.slice(1)), [hash, key]);
}

/** Shows a part of the page, opened, and gives the focus to its first field. */
export function goToPart(name: string): void {
  const part = PARTS.includes(name) ? document.getElementById(name) : null;
  if (!part) return;
  for (const details of part.querySelectorAll("details")) details.open = true;
  const fields = FIELDS.map((field) => part.querySelector<HTMLElement>(field));
  fields.find((field) => field !== null)?.focus({ preventScroll: true });
  part.scrollIntoView({ block: "start" });
}
