import { css } from "./css.ts";

/** The card: one line where there is room, the buttons beneath where there is less. */
export const rowStyles = css`
  :host {
    container: follow-up-row / inline-size;
    border-radius: var(--_radius);
  }
  [part~="card"] {
    display: flex;
    align-items: center;
    gap: 0.8571em;
    padding: var(--_padding);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part~="overdue"] {
    border-inline-start: 4px solid var(--_overdue);
  }
  /* Keeps what is in the card in line with the cards above and below. */
  [part~="overdue"]::before {
    content: "";
    margin-inline-start: -1.0714em;
  }
  [part~="overdue"] [part="reason"] {
    color: var(--_overdue);
  }
  ::slotted(input) {
    flex: none;
    inline-size: 1.2857em;
    block-size: 1.2857em;
    margin: 0.2143em;
    font: inherit;
    accent-color: var(--_accent);
  }
  [part="avatar"] {
    flex: none;
    position: relative;
    display: grid;
    place-items: center;
    inline-size: var(--follow-up-avatar-size, 2.8571em);
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
    display: flex;
    align-items: center;
    gap: 0.1429em 0.5714em;
  }
  [part="name"] {
    min-inline-size: 0;
    padding-block: 0.1333em;
    color: inherit;
    font-size: 1.0715em;
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
    flex: none;
    padding-inline: 0.5833em;
    border-radius: 1.3333em;
    font-size: 0.8571em;
    font-weight: 500;
  }
  [part="avatar"],
  [part~="chip"] {
    border: 1px solid transparent;
    background: light-dark(hsl(var(--_hue) 80% 91%), hsl(var(--_hue) 34% 23%));
    color: light-dark(hsl(var(--_hue) 65% 26%), hsl(var(--_hue) 80% 82%));
  }
  [part~="hot"] {
    --_hue: var(--follow-up-hot-hue, 42);
  }
  [part~="warm"] {
    --_hue: var(--follow-up-warm-hue, 14);
  }
  [part~="cold"] {
    --_hue: var(--follow-up-cold-hue, 212);
  }
  [part~="nurture"] {
    --_hue: var(--follow-up-nurture-hue, 265);
  }
  [part="meta"] {
    color: var(--_muted);
  }
  [part="company"]::before {
    content: "· " / "";
  }
  [part="actions"] {
    flex: none;
  }
  @container follow-up-row (max-width: 33em) {
    [part~="card"] {
      --_control: 3.143em;
      flex-wrap: wrap;
    }
    .line {
      flex-wrap: wrap;
    }
    [part="name"],
    [part="meta"] {
      overflow-wrap: anywhere;
      white-space: normal;
    }
    [part="name"] {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
    }
    [part="actions"] {
      flex: 100%;
    }
    [part="company"] {
      display: block;
    }
    [part="company"]::before {
      content: none;
    }
    .button,
    ::slotted(button) {
      flex: auto;
    }
  }
  @container follow-up-row (max-width: 18.5em) {
    [part~="card"] {
      padding: 0.8571em;
    }
    [part="actions"] {
      flex-wrap: wrap;
    }
  }
`;
