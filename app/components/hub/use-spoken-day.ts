import { useState, type DOMAttributes, type SyntheticEvent } from "react";
import type { CalendarDate } from "../../domain/calendar.ts";
import { useLocale } from "../locale.ts";

/** What the words of a field say, and what hears of them. */
export interface SpokenDay {
  said: string;
  listeners: Pick<DOMAttributes<HTMLInputElement>, "onFocus" | "onInput">;
}

/** What the words of a field say, as they are typed; what reads them is loaded when the field is first entered. */
export function useSpokenDay(today: CalendarDate): SpokenDay {
  const locale = useLocale();
  const [said, setSaid] = useState("");
  const read = async ({ currentTarget: field }: SyntheticEvent<HTMLInputElement>) => {
    // Not loaded, the words are read where they are sent.
    const loaded = await import("../../domain/spoken-date.ts").catch(() => null);
    const spoken = loaded?.readSpokenDate(field.value, today, locale);
    // What isn't understood may be half typed.
    setSaid(spoken?.ok ? spoken.day : spoken?.isUnderstood ? spoken.message : "");
  };
  return { said, listeners: { onFocus: read, onInput: read } };
}
