import "@lit-labs/ssr-client/lit-element-hydrate-support.js";
import { isServer, LitElement } from "lit";

declare global {
  var litElementHydrateSupport: (lit: { LitElement: typeof LitElement }) => void;
}

// By it Lit takes over the panel that the server rendered. Lit looks for it before anything else, but only this page needs
// it, and a row is left as it was served.
if (!isServer) globalThis.litElementHydrateSupport({ LitElement });
