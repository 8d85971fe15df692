import type { ComponentProps } from "react";
import { Icon } from "./icon.tsx";

/** Where one types what to search a list for, with the button that sends it. */
export function SearchField(field: ComponentProps<"input"> & { name: string; "aria-label": string }) {
  return (
    <span className="search-field">
      <input className="input" type="search" autoComplete="off" dir="auto" {...field} />
      <button aria-label="Search">
        <Icon name="search" />
      </button>
    </span>
  );
}
