import { createContext } from "react";

/** The nonce that scripts need on the server; the browser hides it, so there it is undefined. */
export const Nonce = createContext<string | undefined>(undefined);
