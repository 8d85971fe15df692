import { unsafeCSS, type CSSResult } from "lit";

/** A stylesheet without values in it: all that these elements need of Lit's own `css`, and a sixth of its size. */
export function css([text]: TemplateStringsArray): CSSResult {
  return unsafeCSS(text);
}
