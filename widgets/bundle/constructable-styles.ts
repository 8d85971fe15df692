/** In the place of Lit's `css-tag.js` in the single file: the same exports, for constructable stylesheets alone. */
export class CSSResult {
  readonly _$cssResult$ = true;
  readonly cssText: string;
  #sheet: CSSStyleSheet | undefined;

  constructor(cssText: string) {
    this.cssText = cssText;
  }

  get styleSheet(): CSSStyleSheet {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(this.cssText);
    }
    return this.#sheet;
  }

  toString(): string {
    return this.cssText;
  }
}

/** Whether stylesheets can be shared between shadow roots. */
export const supportsAdoptingStyleSheets = true;

/** A stylesheet from text. */
export const unsafeCSS = (text: unknown): CSSResult => new CSSResult(String(text));

/** A stylesheet from a literal without values. */
export const css = ([text]: TemplateStringsArray): CSSResult => unsafeCSS(text);

/** Gives a shadow root its stylesheets. */
export function adoptStyles(root: ShadowRoot, styles: readonly (CSSResult | CSSStyleSheet)[]): void {
  root.adoptedStyleSheets = styles.map((style) => (style instanceof CSSResult ? style.styleSheet : style));
}

/** Leaves a stylesheet as it is: every kind of them can be shared. */
export const getCompatibleStyle = <Style>(style: Style): Style => style;
