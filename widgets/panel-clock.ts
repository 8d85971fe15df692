import { untilMidnight, waitAfter } from "../app/domain/waiting.ts";
import { mayPass, type RequestError } from "./follow-ups-client.ts";

const ASKED_FOR_TOKEN = 3;

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
    if (mayPass(failure)) this.#again(failure.retryAfter);
  }

  /** Returns true once the page has been asked for a token often enough, which takes some ten seconds. */
  onNoToken(): boolean {
    this.#again(0);
    return this.#failures >= ASKED_FOR_TOKEN;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #again(retryAfter: number): void {
    this.#wait(waitAfter(++this.#failures, retryAfter));
  }

  #wait(milliseconds: number): void {
    this.stop();
    this.#timer = setTimeout(this.#ask, milliseconds);
  }
}
