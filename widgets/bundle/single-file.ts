import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** The most that the single file may take, gzipped, Lit included. */
const MOST_BYTES = 16 * 1024;

/** Shortens the `css` literals in what browsers get, which minifiers leave as they are written. */
export function shortStyles(): Plugin {
  return {
    name: "short-styles",
    enforce: "pre",
    transform: (code, id, { ssr } = {}) =>
      !ssr && /\/widgets\/[^/]+-styles\.ts$/.test(id) ? code.replace(/\bcss`[^`]*`/g, minifyCss) : null,
  };
}

/** Shortens the `html` literals likewise. */
function shortTemplates(): Plugin {
  return {
    name: "short-templates",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        // In minified code, line breaks are left in template literals only; a blank before `>` or an end tag says nothing.
        if (chunk.type === "chunk")
          chunk.code = chunk.code
            .replace(/\s*\n\s*/g, " ")
            .replace(/ (?=<\/|\/?>)/g, "")
            .trim();
      }
    },
  };
}

function minifyCss(styles: string): string {
  return styles
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/\( | \)/g, (edge) => edge.trim())
    .replace(/: /g, ":")
    .replace(/;}/g, "}")
    .replace(/\b0\./g, ".");
}

/** Leaves out how Lit gets on without constructable stylesheets: the browsers that know `light-dark()` have them. */
function constructableStylesOnly(): Plugin {
  const lean = fileURLToPath(new URL("./constructable-styles.ts", import.meta.url));
  return {
    name: "constructable-styles-only",
    enforce: "pre",
    resolveId: (source, importer) =>
      source === "./css-tag.js" && importer?.includes("/@lit/reactive-element/") ? lean : null,
  };
}

/** Has Lit's policy for Trusted Types made by us, where a page's own policy may stand in its way. */
function ownPolicy(): Plugin {
  const maker = fileURLToPath(new URL("./trusted-types.ts", import.meta.url));
  return {
    name: "own-policy",
    transform(code, id) {
      if (!id.endsWith("/lit-html/lit-html.js")) return null;
      const changed = code.replace(/(\w+)\.createPolicy\("lit-html",/, "createPolicy($1,");
      if (changed === code) this.error("Lit makes no policy for Trusted Types any more.");
      return `import { createPolicy } from ${JSON.stringify(maker)};\n${changed}`;
    },
  };
}

/** Writes the file once more with its hash in its name, so that this address can be kept for good. */
function hashedTwin(): Plugin {
  return {
    name: "hashed-twin",
    generateBundle(_options, bundle) {
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type !== "chunk") continue;
        const hash = createHash("sha256").update(chunk.code).digest("hex").slice(0, 12);
        this.emitFile({ type: "asset", fileName: name.replace(/js$/, `${hash}.js`), source: chunk.code });
      }
    },
  };
}

/** Prints the file's size, and stops a build that is larger than promised. */
function checkSize(): Plugin {
  return {
    name: "check-size",
    writeBundle(_options, bundle) {
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type !== "chunk") continue;
        const size = gzipSync(chunk.code, { level: 9 }).length;
        console.log(`${name}: ${size} of at most ${MOST_BYTES} bytes, gzipped`);
        if (size > MOST_BYTES) this.error(`${name} is ${size - MOST_BYTES} bytes too large.`);
      }
    },
  };
}

/** What the build of the single file needs besides Vite. */
export function singleFile(): Plugin[] {
  return [shortStyles(), shortTemplates(), constructableStylesOnly(), ownPolicy(), hashedTwin(), checkSize()];
}
