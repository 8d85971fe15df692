import { untilMidnight, waitAfter } from "../app/domain/waiting.ts";
import { mayPass, type RequestError } from "./follow-ups-client.ts";

/** Says when the panel asks for its rows by itself: at the user's midnight, and a while after a failure that may pass. */
export class PanelClock {
  readonly #ask: () => void;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  onAnswer(nextMidnight: number): void {
    this.#failures = 0;
    this.#wait(untilMidnight(nextMidnight, Date.now()));
  }

  onFailure(failure: RequestError): void {
    if (mayPass(failure)) this.#wait(waitAfter(++this.#failures, failure.retryAfter));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(milliseconds: number): void {
    this.stop();
    this.#timer = setTimeout(this.#ask, milliseconds);
  }
}
