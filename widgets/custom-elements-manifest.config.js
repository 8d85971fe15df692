import { frameworkTypes } from "./framework-types.js";

/** The custom-elements manifest is made from the elements' own comments, and the types for React and Vue from it. */
export default {
  litelement: true,
  globs: [
    "widgets/follow-up-menu.ts",
    "widgets/follow-up-row.ts",
    "widgets/follow-up-panel.ts",
    "widgets/panel-properties.ts",
    "widgets/*.define.ts",
  ],
  outdir: "build/package",
  plugins: [frameworkTypes],
};
