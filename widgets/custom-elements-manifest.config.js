/** The custom-elements manifest is made from the elements' own comments. */
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
};
