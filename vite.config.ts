import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { STYLE_FILES } from "./app/components/element-styles.server.ts";
import remixConfig from "./remix.config.js";
import { compressedFiles } from "./widgets/bundle/compressed-files.ts";
import { shortStyles, singleFile } from "./widgets/bundle/single-file.ts";

const node = {
  environment: "node",
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
} as const;

/** Puts the elements' styles beside the browser's other files. */
const styleFiles: Plugin = {
  name: "element-styles",
  generateBundle() {
    if (this.environment.name !== "client") return;
    for (const file of Object.values(STYLE_FILES)) this.emitFile({ type: "asset", ...file });
  },
};

/** Whose the libraries in the browser's scripts are: said once, in a file beside them. */
function licenses(): Plugin {
  const found = new Set<string>();
  return {
    name: "licenses",
    renderChunk: {
      order: "pre",
      handler(code) {
        for (const [comment] of code.matchAll(/\/\*[*!][^]*?\*\//g)) if (/@license/.test(comment)) found.add(comment);
      },
    },
    generateBundle() {
      if (this.environment.name !== "client") return;
      this.emitFile({ type: "asset", fileName: "assets/licenses.txt", source: [...found].join("\n\n") });
    },
  };
}

/** Scripts for browsers, which terser makes smaller than esbuild. */
const minified = { target: "es2022", minify: "terser" } as const;
const terserOptions = { ecma: 2020, module: true, compress: { passes: 3 } } as const;

/** A rule does nothing by being loaded: a page loads those that it uses. */
const treeshake = { moduleSideEffects: (id: string) => !id.includes("/app/domain/") };

/** The app: pages for the browser, and the routes that the server runs. */
const app: UserConfig = {
  plugins: [remix(remixConfig), shortStyles(), styleFiles, licenses(), compressedFiles],
  optimizeDeps: {
    include: ["lit", "lit/decorators.js", "@lit-labs/ssr-client/lit-element-hydrate-support.js"],
  },
  build: {
    ...minified,
    terserOptions: { ...terserOptions, format: { comments: false } },
    sourcemap: false,
    // A script of a few lines costs more to fetch than to have twice.
    rollupOptions: { treeshake, output: { experimentalMinChunkSize: 400 } },
  },
  server: { host: "127.0.0.1" },
};

/** The panel for other sites: one self-contained ES module. */
const widgets: UserConfig = {
  plugins: [...singleFile(), compressedFiles],
  build: {
    ...minified,
    terserOptions: {
      ...terserOptions,
      format: { comments: false, preamble: "/*! Includes Lit, Copyright Google LLC, BSD-3-Clause */" },
    },
    outDir: "build/widgets",
    emptyOutDir: true,
    modulePreload: false,
    rollupOptions: {
      input: "widgets/follow-up-panel.entry.ts",
      preserveEntrySignatures: "strict",
      output: { format: "es", inlineDynamicImports: true, entryFileNames: "follow-up-panel.js" },
    },
  },
};

const tests = {
  // Much of the time goes into waiting for servers and browsers, so no core is left out.
  maxWorkers: "100%",
  projects: ["unit", "integration", "embedded", "e2e", "soak"].map((name, place) => ({
    test: {
      ...node,
      // Test files of a worker share its modules, and with them a server; a worker serves one project.
      isolate: false,
      sequence: { groupOrder: place },
      ...(name === "e2e"
        ? { testTimeout: 120_000, hookTimeout: 120_000, globalSetup: "tests/support/one-browser.ts" }
        : {}),
      ...(name === "soak" ? { testTimeout: 3_600_000, hookTimeout: 600_000 } : {}),
      name,
      include: [`tests/${name}/**/*.test.ts`],
    },
  })),
};

export default defineConfig(({ mode }) => {
  if (process.env.VITEST) return { test: tests } as UserConfig;
  return mode === "widgets" ? widgets : app;
});
