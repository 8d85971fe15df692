import { html } from "lit";

/** The amber flame beside the name of a hot lead; the text for screen readers stands next to it. */
export const flame = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
  <path
    d="M9 1c.3 2.4-.8 3.5-2.2 4.9C5.6 7 5.5 7.9 5.7 8.7 5 8.4 4.5 7.7 4.5 6.7 3.2 8 2.8 9.3 2.8 10.3a5.2 5.2 0 0 0 10.4 0c0-3-2-4.3-2.6-5.9C10.4 5.3 10 6 9.6 6.1 10 4 10 2 9 1Z"
  />
</svg>`;
