import type { Plugin } from "vite";

/** A build plugin that shortens the `css` and `html` literals, which other minifiers leave as they are written. */
export function minifyLiterals(): Plugin {
  return {
    name: "minify-literals",
    enforce: "pre",
    transform: (code, id) =>
      /\/widgets\/[^/]+-styles\.ts$/.test(id) ? code.replace(/\bcss`[^`]*`/g, minifyCss) : null,
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        // In minified code, line breaks are left in template literals only.
        if (chunk.type === "chunk") chunk.code = chunk.code.replace(/\s*\n\s*/g, " ").trim();
      }
    },
  };
}

function minifyCss(styles: string): string {
  return styles
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;}/g, "}")
    .replace(/\b0\./g, ".");
}
