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
  const page = useMatches().at(-1)?.data as { account?: { locale: Locale } } | null | undefined;
  return page?.account?.locale ?? USUAL_LOCALE;
}
