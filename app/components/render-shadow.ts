import { createContext } from "react";

/** The attributes of an element: text, or true for one without a value. */
export type Attributes = Record<string, string | boolean | undefined>;

/** Renders what an element's shadow root holds; only the server provides it, in the browser the parser has it already. */
export const RenderShadow = createContext<((tag: string, attributes: Attributes) => string) | null>(null);
