import { css } from "./css.ts";

/** The panel around the cards. */
export const panelStyles = css`
  :host(:not([theme])) {
    color-scheme: light dark;
  }
  [part="panel"] {
    padding: var(--follow-up-panel-padding, 1rem);
    border: 1px solid var(--_border);
    border-radius: var(--follow-up-panel-radius, 16px);
    background: var(--_canvas);
  }
  header,
  [part="notice"] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding-inline: 0.25rem;
    overflow-wrap: anywhere;
  }
  header {
    margin-block-end: 0.75rem;
  }
  h2 {
    font-size: 1.0625rem;
    font-weight: 600;
  }
  [part="count"] {
    padding-inline: 0.4375rem;
    border: 1px solid var(--_border);
    border-radius: 1rem;
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 600;
  }
  [part="hub-link"] {
    margin-inline-start: auto;
    padding-block: 0.25rem;
  }
  ul {
    padding: 0;
    list-style: none;
  }
  li:not(:last-child) {
    padding-block-end: var(--_gap);
  }
  li[inert] {
    overflow: hidden;
  }
  .bone {
    block-size: 4.25rem;
    margin-block-end: var(--_gap);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background:
      radial-gradient(circle 1.25rem at 2.25rem, var(--_hover) 98%, #0000),
      linear-gradient(var(--_hover) 0 0) 4.25rem 35% / 30% 0.75rem,
      linear-gradient(var(--_hover) 0 0) 4.25rem 70% / 50% 0.625rem,
      var(--_surface);
    background-repeat: no-repeat;
  }
  .state {
    display: grid;
    justify-items: center;
    gap: 0.75rem;
    padding: 1.5rem 1rem 2rem;
    font-weight: 600;
    text-align: center;
  }
  .state .button {
    display: grid;
    align-items: center;
    text-decoration: none;
  }
  [part="empty"]::before {
    content: "✓" / "";
    display: grid;
    place-items: center;
    inline-size: 3rem;
    aspect-ratio: 1;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_accent);
    font-size: 1.5rem;
  }
  [part="notice"] :not(:empty) {
    margin-block-start: 0.75rem;
  }
  [part="notice"] p {
    flex: 1;
    min-inline-size: 60%;
    color: var(--_muted);
  }
  [part="notice"] .refused {
    color: var(--_overdue);
  }
`;
