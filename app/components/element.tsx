import { createElement, useContext, type MouseEventHandler, type ReactNode, type Ref } from "react";
import { RenderShadow, type Attributes } from "./render-shadow.ts";
import "./elements.ts";

/** A custom element with its shadow root rendered on the server; `children` are its light DOM. */
export function Element({
  tag,
  attributes,
  children,
  elementRef,
  onClick,
}: {
  tag: string;
  attributes: Attributes;
  children?: ReactNode;
  elementRef?: Ref<HTMLElement>;
  onClick?: MouseEventHandler;
}) {
  const renderShadow = useContext(RenderShadow);
  // React 18 writes `false` as text and `true` as "true": an attribute is there or it isn't.
  const present = Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== undefined && value !== false)
      .map(([name, value]) => [name, value === true ? "" : value]),
  );
  return createElement(
    tag,
    { ...present, ref: elementRef, onClick, suppressHydrationWarning: true },
    renderShadow
      ? createElement("template", {
          shadowrootmode: "open",
          dangerouslySetInnerHTML: { __html: renderShadow(tag, attributes) },
        })
      : null,
    children,
  );
}
