/** Defines the elements that the pages use; the support for hydration has to be there before them. */
import "@lit-labs/ssr-client/lit-element-hydrate-support.js";
import "../../widgets/follow-up-row.define.ts";
import "../../widgets/follow-up-menu.define.ts";
import "../../widgets/follow-up-panel.define.ts";
