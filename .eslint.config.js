import { defineConfig } from "eslint/config";
import js from "@eslint/js";
import importPlugin from "eslint-plugin-import";
import jsxA11y from "eslint-plugin-jsx-a11y";
import lit from "eslint-plugin-lit";
import reactHooks from "eslint-plugin-react-hooks";
import typescript from "typescript-eslint";

/** Imports point one way; the database stands behind one door, and the embedded one behind another. */
const zones = [
  { target: "./app/domain", from: ".", except: ["./app/domain", "./node_modules"] },
  { target: "./db", from: ".", except: ["./db", "./app/domain", "./node_modules"] },
  { target: "./widgets", from: ".", except: ["./widgets", "./app/domain", "./node_modules"] },
  { target: "./app/!(database.server.ts)", from: "./db" },
  { target: "./app/!(database.server.ts)/**/*", from: "./db" },
  { target: "./db/embedded", from: ".", except: ["./db/embedded", "./node_modules"] },
  { target: "./db/!(connection.ts|embedded)", from: "./db/embedded" },
  { target: "./db/!(embedded)/**/*", from: "./db/embedded" },
  { target: "./app/**/*", from: "./tests" },
].map((zone) => ({ ...zone, message: "Imports don't point this way." }));

const extensions = [".ts", ".tsx", ".js"];

export default defineConfig(
  { ignores: ["build/", ".data/"] },
  js.configs.recommended,
  typescript.configs.strict,
  jsxA11y.flatConfigs.recommended,
  lit.configs["flat/recommended"],
  {
    plugins: { import: importPlugin, "react-hooks": reactHooks },
    settings: {
      "import/resolver": { node: { extensions } },
      // Without these two, the plugin finds no circle in TypeScript, and reads all packages for it.
      "import/extensions": extensions,
      "import/ignore": ["/node_modules/"],
    },
    rules: {
      "import/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "no-undef": "off",
      "no-console": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", { max: 260 }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  { files: ["app/**", "widgets/**"], ignores: ["app/components/toasts/**"], rules: { "import/no-cycle": "error" } },
);
