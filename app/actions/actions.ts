import { createActions } from "./perform.ts";

/** What is done in this browser tab; it outlives every page, even one that can't be shown. */
export const actions = createActions();
