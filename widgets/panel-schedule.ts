import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The shortest wait in milliseconds, for a visitor whose clock runs ahead of the server's. */
const SHORTEST = 60_000;

/** Calls back when the tab becomes visible and at the user's midnight, for as long as its element is on the page. */
export class RefreshSchedule implements ReactiveController {
  readonly #refresh: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, refresh: () => void) {
    // A hidden tab can wait: it refreshes on becoming visible.
    this.#refresh = () => document.hidden || refresh();
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.#refresh);
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.#refresh);
    clearTimeout(this.#timer);
  }

  /** Sets the time of the next refresh, in milliseconds since 1970 (UTC), in place of an earlier one. */
  at(instant: number): void {
    clearTimeout(this.#timer);
    if (instant) this.#timer = setTimeout(this.#refresh, Math.max(instant - Date.now(), SHORTEST));
  }
}
