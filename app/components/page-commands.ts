import { useEffect } from "react";

/** Something that the page can do, as the palette offers it. */
export interface PageCommand {
  label: string;
  /** Whom it is about. */
  detail?: string;
  act(): void;
}

let supply: (() => PageCommand[]) | null = null;

/** Has the palette offer what the page can do at the moment at which it opens. */
export function useCommands(commandsNow: () => PageCommand[]): void {
  useEffect(() => {
    supply = commandsNow;
    return () => {
      if (supply === commandsNow) supply = null;
    };
  });
}

/** What the page can do now. */
export function commandsOfPage(): PageCommand[] {
  return supply?.() ?? [];
}
