import { css } from "./css.ts";

/** The row: who and why at the start, what can be done at the end; on a phone the buttons are signs. */
export const rowStyles = css`
  :host {
    container: follow-up-row / inline-size;
    border-radius: var(--_radius);
  }
  [part~="card"] {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: 3.7em;
    padding: var(--follow-up-padding, 0.4em 0.9em 0.4em 0.65em);
    border-inline-start: 4px solid transparent;
    border-radius: inherit;
    background: var(--_surface);
  }
  [part~="card"]:hover {
    background: var(--_hover);
  }
  [part~="card"]:has(a) {
    cursor: pointer;
  }
  [part~="overdue"] {
    border-inline-start-color: var(--_overdue);
  }
  [part~="overdue"] [part="reason"] {
    color: var(--_overdue);
  }
  ::slotted(input) {
    flex: none;
    inline-size: 1.3em;
    block-size: 1.3em;
    margin: 0.2em;
    font: inherit;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  [part="avatar"] {
    flex: none;
    position: relative;
    display: grid;
    place-items: center;
    inline-size: var(--follow-up-avatar-size, 2.4em);
    aspect-ratio: 1;
    border-radius: 50%;
    overflow: hidden;
    font-weight: 600;
  }
  .tint-0 {
    --_hue: 215;
  }
  .tint-1 {
    --_hue: 260;
  }
  .tint-2 {
    --_hue: 325;
  }
  .tint-3 {
    --_hue: 20;
  }
  .tint-4 {
    --_hue: 95;
  }
  .tint-5 {
    --_hue: 175;
  }
  img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .text {
    flex: 1;
    min-inline-size: 0;
  }
  .line,
  [part="actions"] {
    flex: none;
    display: flex;
    align-items: center;
    gap: 0.35em;
  }
  [part="name"] {
    min-inline-size: 0;
    color: inherit;
    font-size: 1.07em;
    font-weight: 600;
    text-align: match-parent;
  }
  [part="name"],
  [part="meta"] {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [part="flame"] {
    flex: none;
    display: flex;
    color: var(--_flame);
  }
  [part~="chip"] {
    padding-inline: 0.6em;
    border-radius: 1em;
    font-size: 0.92em;
    font-weight: 600;
  }
  [part="avatar"],
  [part~="chip"] {
    border: 1px solid transparent;
    background: light-dark(hsl(var(--_hue) 80% 91%), hsl(var(--_hue) 34% 23%));
    color: light-dark(hsl(var(--_hue) 65% 26%), hsl(var(--_hue) 80% 82%));
  }
  [part~="hot"] {
    background: hsl(var(--follow-up-hot-hue, 42) 96% 72%);
    color: #000;
  }
  [part~="warm"] {
    --_hue: var(--follow-up-warm-hue, 42);
  }
  [part~="cold"] {
    --_hue: var(--follow-up-cold-hue, 212);
  }
  [part~="nurture"] {
    --_hue: var(--follow-up-nurture-hue, 265);
  }
  [part="meta"] {
    /* Holds the text for screen readers, which would widen the page. */
    position: relative;
    color: var(--_muted);
    font-size: 0.93em;
  }
  :is([part="company"], [part="note"])::before {
    content: "· " / "";
  }
  /* Quiet until the row is pointed at or has the focus. */
  .button,
  ::slotted(button) {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }
  [part~="card"]:is(:hover, :focus-within) .button,
  [part~="card"]:is(:hover, :focus-within) ::slotted(button) {
    border-color: var(--_border);
    background: var(--_surface);
    color: var(--_text);
  }
  [part="menu"] {
    inline-size: var(--_control);
    padding: 0;
    font-weight: 700;
    text-decoration: none;
  }
  /* Drawn in pixels, so that the host's rules for images don't matter. */
  :is([part="flame"], [part="snooze"], [part="done"])::before,
  ::slotted(button)::before {
    flex: none;
    content: "";
    inline-size: 16px;
    block-size: 16px;
    background: currentColor;
    forced-color-adjust: preserve-parent-color;
    print-color-adjust: exact;
  }
  [part="flame"]::before {
    clip-path: path("M9 1C8.5 4.5 6 5.5 6 9 5 8.5 4.3 7.5 4 6 1 10 3.5 15 8 15s7-5 4-8.4L11 4 9.9 6.1Z");
  }
  [part="done"]::before,
  ::slotted([slot="done"])::before {
    clip-path: path("M6.2 12.8 1.9 8.5 3 7.4l3.2 3.2L13 3.8l1.1 1.1Z");
  }
  [part="snooze"]::before,
  ::slotted([slot="snooze"])::before {
    clip-path: path(
      "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.4a5.6 5.6 0 1 1 0 11.2A5.6 5.6 0 0 1 8 2.4ZM7.3 4.4h1.4v3.2l2.3 1.4-.7 1.2-3-1.8Z"
    );
  }
  @media (forced-colors: active) {
    [part="card"] {
      border-inline-start-color: Canvas;
    }
  }
  @media print {
    [part="actions"] {
      display: none;
    }
  }
  /* Why it is due has a line of its own, beneath the name and the buttons. */
  @container follow-up-row (max-width: 30em) {
    [part~="card"] {
      --_control: max(44px, 2.75em);
      display: grid;
      grid-template-columns: auto auto minmax(0, 1fr) auto;
      gap: 0;
      padding: 0 0.35em 0.5em 0.65em;
    }
    .text {
      display: contents;
    }
    .line {
      grid-column: 3;
    }
    ::slotted(input),
    [part="avatar"] {
      grid-row: 1 / 3;
      margin-inline: 0 0.6em;
    }
    [part="avatar"] {
      margin-block-start: 0.5em;
    }
    [part="meta"] {
      grid-column: 3 / 5;
    }
    [part="actions"] {
      grid-area: 1 / 4;
      gap: 0;
    }
    .button,
    ::slotted(button) {
      inline-size: var(--_control);
      padding: 0;
    }
    .label {
      display: none;
    }
    ::slotted(button) {
      gap: 0;
      /* The page's own size for buttons doesn't hold here: the words are for screen readers. */
      font-size: 0 !important;
    }
    [part="company"]:not(:last-child) {
      display: none;
    }
  }
  @container follow-up-row (max-width: 20em) {
    [part="avatar"],
    [part="company"],
    [part="note"] {
      display: none;
    }
    [part="meta"] {
      white-space: normal;
    }
  }
  @container follow-up-row (max-width: 14em) {
    [part="actions"] {
      grid-area: 3 / 3;
    }
  }
`;
