import { css } from "./css.ts";

/** What both elements share: type, buttons (built in or slotted), links, tinted signs and text for screen readers. */
export const controlStyles = css`
  :host {
    --_control: var(--follow-up-control-size, 2.25rem);
    --_gap: var(--follow-up-gap, 0.5rem);
    --_padding: var(--follow-up-padding, 0.75rem 1rem);
    --_radius: var(--follow-up-radius, 12px);
    display: block;
    color: var(--_text);
    font: 400 var(--follow-up-font-size, 0.875rem) / 1.45 var(--follow-up-font-family, system-ui, sans-serif);
    text-align: start;
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
    padding: 0.25rem 0.8125rem;
    border: 1px solid var(--_border);
    border-radius: var(--follow-up-control-radius, 0.5rem);
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
  :host(:focus-visible),
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
      --_control: 2.75rem;
    }
  }
`;
