import { createActions } from "./perform.ts";

/** What is done in this browser tab; it outlives every page, even one that can't be shown. */
export const actions = createActions();

/** Tells that what was asked for is loaded when it is first needed, and couldn’t be. */
export const tellUnloaded = () => actions.tell("That couldn’t be loaded. Check your connection and try again.");
