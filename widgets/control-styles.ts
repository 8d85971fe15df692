import { css } from "./css.ts";

/** What both elements share: type, one size that all others are parts of, buttons (built in or slotted), links, tinted signs and text for screen readers. */
export const controlStyles = css`
  /* Nothing is inherited from the page but what says whether it is seen, how light it is and in which language. */
  :host {
    --_control: var(--follow-up-control-size, 2.15em);
    --_radius: var(--follow-up-radius, 12px);
    all: initial;
    color-scheme: inherit;
    pointer-events: inherit;
    visibility: inherit;
    -webkit-locale: inherit;
    display: block;
    color: var(--_text);
    font: 400 medium / 1.45 var(--follow-up-font-family, system-ui, sans-serif);
    text-align: start;
  }
  [part="panel"],
  [part="items"],
  [part~="card"] {
    font-size: var(--follow-up-font-size, 0.875em);
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  .button,
  ::slotted(button) {
    box-sizing: border-box;
    margin: 0;
    min-block-size: var(--_control);
    padding: 0.2em 0.75em;
    border: 1px solid var(--_border);
    border-radius: var(--follow-up-control-radius, 0.5714em);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }
  .button:hover,
  ::slotted(button:hover) {
    background: var(--_hover);
  }
  [aria-disabled] {
    opacity: 0.6;
  }
  a {
    color: var(--_accent);
    font-weight: 500;
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible,
  ::slotted(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (pointer: coarse) {
    :host {
      --_control: 3.143em;
    }
  }
`;
