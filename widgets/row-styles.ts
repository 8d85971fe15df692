import { css } from "./css.ts";

/** The card: one line where there is room, the buttons beneath where there is less. */
export const rowStyles = css`
  :host {
    container: follow-up-row / inline-size;
    border-radius: var(--_radius);
  }
  .card {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: var(--_padding);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .overdue {
    border-inline-start: 4px solid var(--_overdue);
  }
  .overdue .reason {
    color: var(--_overdue-text);
  }
  ::slotted(input) {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0.1875rem;
    accent-color: var(--_accent);
  }
  .avatar {
    flex: none;
    position: relative;
    display: grid;
    place-items: center;
    inline-size: var(--follow-up-avatar-size, 2.5rem);
    aspect-ratio: 1;
    border-radius: 50%;
    overflow: hidden;
    font-weight: 600;
    user-select: none;
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
    flex: 1 1 0;
    min-inline-size: 0;
  }
  .line,
  .actions {
    display: flex;
    align-items: center;
    gap: 0.125rem 0.5rem;
  }
  .name {
    min-inline-size: 0;
    padding-block: 0.125rem;
    color: inherit;
    font-size: 1.0715em;
    font-weight: 600;
    text-align: match-parent;
  }
  .name,
  .meta {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name:focus-visible {
    outline-offset: 0;
  }
  .flame {
    flex: none;
    display: flex;
    color: var(--_flame);
  }
  .chip {
    flex: none;
    padding-inline: 0.4375rem;
    border-radius: 1rem;
    font-size: 0.75rem;
    font-weight: 500;
  }
  .hot {
    --_hue: var(--follow-up-hot-hue, 42);
  }
  .warm {
    --_hue: var(--follow-up-warm-hue, 14);
  }
  .cold {
    --_hue: var(--follow-up-cold-hue, 212);
  }
  .nurture {
    --_hue: var(--follow-up-nurture-hue, 265);
  }
  .meta {
    color: var(--_muted);
  }
  .company::before {
    content: "· " / "";
  }
  .actions {
    flex: none;
  }
  @container follow-up-row (max-width: 33rem) {
    .card {
      --_control: 2.75rem;
      flex-wrap: wrap;
    }
    .line {
      flex-wrap: wrap;
    }
    .name,
    .meta {
      overflow-wrap: anywhere;
      white-space: normal;
    }
    .name {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
    }
    .actions {
      flex: 100%;
    }
    .button,
    ::slotted(button) {
      flex: auto;
    }
  }
  @container follow-up-row (max-width: 18.5rem) {
    .card {
      padding: 0.75rem;
    }
    .actions {
      flex-wrap: wrap;
    }
    .company {
      display: block;
    }
    .company::before {
      content: none;
    }
  }
`;
