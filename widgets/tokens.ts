import { unsafeCSS, type CSSResult } from "lit";

/**
 * The colours of both elements, each as its light and its dark value; a page overrides one by setting
 * `--follow-up-<name>` on the element or on anything around it.
 */
export const PALETTE = {
  canvas: ["#f6f7f9", "#15171c"],
  surface: ["#fff", "#1d2027"],
  hover: ["#eff1f4", "#2a2e37"],
  text: ["#1a1d24", "#eceef2"],
  muted: ["#5b6270", "#a3aab8"],
  border: ["#dcdfe5", "#343944"],
  accent: ["#3451b2", "#9db2ff"],
  overdue: ["#cd2b31", "#ff6b70"],
  flame: ["#d97706", "#fbbf24"],
} as const;

const colours = Object.entries(PALETTE).map(
  ([name, [light, dark]]) => `--_${name}:var(--follow-up-${name},light-dark(${light},${dark}))`,
);

/** The colours for the stylesheets; browsers without `light-dark()` show the page's own instead. */
export const tokens: CSSResult = unsafeCSS(`:host{${colours.join(";")}}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
:host([theme=auto]){color-scheme:light dark}`);
