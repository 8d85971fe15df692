import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "../auth/viewer.server.ts";
import { momentText } from "../domain/date-text.ts";
import { nowOf } from "../now.server.ts";
import { LOCALES, type Locale } from "../domain/locale.ts";

const SAMPLE_NUMBER = 1_234_567;

/** The ways of writing dates and numbers that a user can choose, each by what it makes of this moment. */
export interface LocaleChoices {
  /** Null where it is as the browser says. */
  chosen: Locale | null;
  /** What the browser says. */
  usual: string;
  choices: { locale: Locale; sample: string }[];
}

/** The choices of a viewer. */
export function localeChoices(viewer: Viewer, { now, locale: usual }: AppLoadContext): LocaleChoices {
  const moment = nowOf({ now });
  const sample = (locale: Locale) =>
    `${momentText(moment, { timeZone: viewer.timeZone, locale })} · ${SAMPLE_NUMBER.toLocaleString(locale)}`;
  return {
    chosen: viewer.hasOwnLocale ? viewer.locale : null,
    usual: sample(usual),
    choices: LOCALES.map((locale) => ({ locale, sample: sample(locale) })),
  };
}
