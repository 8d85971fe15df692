import { useMatches } from "@remix-run/react";
import { createContext, useContext } from "react";
import { USUAL_LOCALE, type Locale } from "../domain/locale.ts";

/** How dates and numbers are written on this page. */
export const ReaderLocale = createContext<Locale>(USUAL_LOCALE);

/** How dates and numbers are written on this page: the same on the server and in the browser. */
export function useLocale(): Locale {
  return useContext(ReaderLocale);
}

/** The locale that the page's loader has sent with its account; the usual one where the page has none. */
export function useLoadedLocale(): Locale {
  for (const { data } of useMatches()) {
    const locale = (data as { account?: { locale?: Locale } } | null | undefined)?.account?.locale;
    if (locale) return locale;
  }
  return USUAL_LOCALE;
}
