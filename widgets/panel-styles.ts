import { css } from "./css.ts";

/** The panel around the cards. */
export const panelStyles = css`
  :host(:not([theme])) {
    color-scheme: light dark;
  }
  [part="panel"] {
    padding: var(--follow-up-panel-padding, 1.1429em);
    border: 1px solid var(--_border);
    border-radius: var(--follow-up-panel-radius, 16px);
    background: var(--_canvas);
  }
  header,
  [part="notice"] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.6em;
    overflow-wrap: anywhere;
  }
  /* In view while the rows are scrolled. */
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding-block-end: 0.6em;
    background: var(--_canvas);
  }
  @media (max-height: 30em) {
    header {
      position: static;
    }
  }
  h2 {
    font-size: 1.2em;
    font-weight: 600;
  }
  [part="count"] {
    padding-inline: 0.6em;
    border: 1px solid var(--_border);
    border-radius: 1em;
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.86em;
    font-weight: 600;
  }
  [part="hub-link"] {
    margin-block: -0.6em;
    margin-inline-start: auto;
    padding-block: 0.9em;
  }
  ul,
  [part="skeleton"] {
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    list-style: none;
    overflow: clip;
  }
  li + li {
    margin-block-start: var(--follow-up-gap, 0);
    border-block-start: 1px solid var(--_border);
  }
  follow-up-row {
    border-radius: 0;
  }
  li[inert] {
    overflow: hidden;
  }
  .bone {
    block-size: 3.7em;
    background:
      radial-gradient(circle 1.2em at 2.2em, var(--_hover) 98%, #0000),
      linear-gradient(var(--_hover) 0 0) 4.2em 30% / 30% 0.75em,
      linear-gradient(var(--_hover) 0 0) 4.2em 72% / 50% 0.625em,
      var(--_surface);
    background-repeat: no-repeat;
  }
  .state {
    display: grid;
    justify-items: center;
    gap: 0.86em;
    padding: 1.7em 1.1em 2.3em;
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
    inline-size: 2em;
    aspect-ratio: 1;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_accent);
    font-size: 1.7em;
  }
  /* A line of its own, with room for a button, so that the rows stay where they are. */
  [part="notice"] {
    flex: 1 0 100%;
    min-block-size: var(--_control);
  }
  [part="notice"] p {
    flex: 1;
    min-inline-size: 40%;
    color: var(--_muted);
  }
  [part="notice"] .refused {
    color: var(--_overdue);
  }
`;
