import { css } from "./css.ts";

/** The menu: beside its button where there is room, at the window's foot on a phone. */
export const menuStyles = css`
  :host {
    position: absolute;
    inset: var(--_y) auto auto var(--_x);
    inline-size: 20rem;
    max-inline-size: calc(100vw - 1rem);
    max-block-size: calc(100dvh - 1rem);
    margin: 0;
    padding: 0.55em;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 12px 32px rgb(20 20 40 / 20%);
  }
  :host(:not(:popover-open)) {
    display: none;
  }
  p {
    padding: 0.5rem 0.75rem 0.25rem;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .name {
    overflow: hidden;
    color: var(--_text);
    font-size: 1em;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  p:not(.name) {
    margin-block-start: 0.25rem;
    border-block-start: 1px solid var(--_border);
  }
  [part="item"] {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: 0 0.75rem;
    border: 0;
    border-radius: 0.5rem;
    background: none;
    color: var(--_text);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  [part="item"]:hover {
    text-decoration: none;
    background: var(--_hover);
  }
  [part="item"]:focus-visible {
    outline-offset: -2px;
  }
  i {
    overflow-wrap: anywhere;
    color: var(--_muted);
    font-style: normal;
  }
  div div {
    display: flex;
    flex-wrap: wrap;
  }
  div div [part="item"] {
    flex: auto;
    justify-content: center;
    inline-size: auto;
    padding: 0 0.5rem;
  }
  i:empty {
    display: none;
  }
  [aria-pressed="true"] {
    background: var(--_hover);
    color: var(--_accent);
    font-weight: 600;
  }
  @media (max-width: 30rem) {
    :host {
      --_control: 2.75rem;
      position: fixed;
      inset: auto 0 0;
      inline-size: auto;
      max-inline-size: none;
      padding-block-end: max(0.75rem, env(safe-area-inset-bottom));
      border-width: 1px 0 0;
      border-radius: 1rem 1rem 0 0;
    }
    :host::backdrop {
      background: rgb(10 10 20 / 45%);
    }
  }
`;
