import { useNavigate } from "@remix-run/react";
import type { MouseEvent } from "react";

/**
 * Follows the plain links that are clicked inside an element, those of its widgets too, without loading a new document,
 * as Remix's own links do: what was done lately comes along.
 */
export function useFollowedLinks(): (event: MouseEvent) => void {
  const navigate = useNavigate();
  return (event) => {
    const { button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event;
    if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey || defaultPrevented) return;
    const link = event.nativeEvent.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  };
}
