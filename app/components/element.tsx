import { createElement, type MouseEventHandler, type ReactNode, type Ref } from "react";
import type { Attributes } from "./render-shadow.ts";

/** A custom element; on the server with what its `shadow` root holds, and `children` as its light DOM. */
export function Element({
  tag,
  attributes,
  shadow,
  children,
  elementRef,
  onClick,
}: {
  tag: string;
  attributes: Attributes;
  shadow: string | undefined;
  children?: ReactNode;
  elementRef?: Ref<HTMLElement>;
  onClick?: MouseEventHandler;
}) {
  // React 18 writes `false` as text and `true` as "true": an attribute is there or it isn't.
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) present[name] = value === true ? "" : value;
  }
  return createElement(
    tag,
    { ...present, ref: elementRef, onClick, suppressHydrationWarning: true },
    shadow === undefined
      ? null
      : createElement("template", { shadowrootmode: "open", dangerouslySetInnerHTML: { __html: shadow } }),
    children,
  );
}
