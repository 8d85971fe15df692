import { html } from "lit";

/** The amber flame beside the name of a hot lead; the text for screen readers stands next to it. */
export const flame = html`<svg width="1.07em" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
  <path d="M9 1c0 5-4 4-3 8-1 0-2-1-2-3a5.3 5.3 0 1 0 9 2c-1-2-2-2-2-4l-1 2c0-2 0-4-1-5Z" />
</svg>`;
