import { MongoError, unsupported } from "../errors.ts";

/** The parts of a regular expression that mean the same in PCRE and in JavaScript, and those that can be said in JavaScript. */
const part = new RegExp(
  [
    /(?<escaped>\\[^A-Za-z0-9])/,
    /(?<letters>\\[dDwWb])/,
    /(?<set>\[\^?(?:[A-Za-z0-9 _@:,;.+*?/=#%&!~<>()|{}$'"-]|\\[^A-Za-z0-9]|\\[dw])+\])/,
    /(?<group>\((?:\?[:=!])?|\)|\||\^)/,
    /(?<times>(?:[*+?]|\{\d+(?:,\d*)?\})\??(?![*+?]))/,
    /(?<any>\.)/,
    /(?<end>\$)/,
    /(?<plain>[^\\^$.|?*+()[\]{}])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "uy",
);

/** A regular expression that texts are tried against. */
export class TextPattern {
  readonly source: string;
  readonly #regex: RegExp;
  /** What the texts begin with, where that is all that it says. */
  readonly prefix?: string;

  /** Fails on what MongoDB would read in another way than is possible here. */
  constructor(source: string, options: string) {
    if (options !== "") throw unsupported(`the option '${options}' of a regular expression`);
    this.source = source;
    let translated = "";
    part.lastIndex = 0;
    for (let at = 0; at < source.length; at = part.lastIndex) {
      const { groups, 0: text } = part.exec(source) ?? {};
      if (!groups || text === undefined) throw unsupported(`the regular expression ${source}`);
      // In PCRE, a line's end may come behind the end, and only it is no character for a dot.
      translated += groups["end"] ? "(?=\\n?$)" : groups["any"] ? "[^\\n]" : inUnicode(groups, text);
    }
    try {
      this.#regex = new RegExp(translated, "u");
    } catch (error) {
      throw new MongoError("Location51091", `Regular expression is invalid: ${(error as Error).message}`);
    }
    const literal = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*)$/u.exec(source)?.[1];
    if (literal !== undefined) this.prefix = literal.replace(/\\(.)/gsu, "$1");
  }

  test(text: string): boolean {
    return this.prefix === undefined ? this.#regex.test(text) : text.startsWith(this.prefix);
  }
}

// JavaScript takes a backslash before signs with a meaning only.
const inUnicode = (groups: Record<string, string | undefined>, text: string): string =>
  groups["escaped"] || groups["set"]
    ? text.replace(/\\([^A-Za-z0-9])/gu, (_, sign: string) =>
        /[\^$\\.*+?()[\]{}|/-]/.test(sign) && (groups["set"] || sign !== "-") ? `\\${sign}` : sign,
      )
    : text;
