/* eslint max-lines: ["error", 340] -- one element is one class, with all that a page can set or style written above it */
import { isServer, type PropertyValues, type TemplateResult } from "lit";
import type { ChangedFollowUps, DueList } from "../app/domain/due-list.ts";
import type { SnoozeOption } from "../app/domain/snooze.ts";
import { contactsHref } from "./contact-href.ts";
import { controlStyles } from "./control-styles.ts";
import {
  emit,
  type ActionDetail,
  type ErrorDetail,
  type FollowUpAction,
  type MenuDetail,
  type QualityDetail,
} from "./events.ts";
import { connect, type RequestError, type Send } from "./follow-ups-client.ts";
import { writeAs } from "./messages.ts";
import { PanelClock } from "./panel-clock.ts";
import { keepFocus } from "./panel-focus.ts";
import { leave } from "./panel-motion.ts";
import { PanelProperties, SOURCE } from "./panel-properties.ts";
import { isShown, rowOf, showRows, toEntries, type Entry, type Sent } from "./panel-rows.ts";
import { panelStyles } from "./panel-styles.ts";
import { panelView, withHint, type Notice, type View } from "./panel-views.ts";
import { tokens } from "./tokens.ts";

/**
 * The most urgent follow-ups of the signed-in user, with Snooze, Mark done and Undo.
 *
 * A page that knows the rows already can put the API's answer into a `<script type="application/json">` inside the
 * element; then nothing is fetched at first.
 *
 * @tag follow-up-panel
 * @slot - Rows rendered by the server, shown until the element takes over.
 * @fires follow-up-load - Rows have come from the server.
 * @fires follow-up-done - The server has marked a contact done.
 * @fires follow-up-snooze - The server has snoozed a contact.
 * @fires follow-up-undo - The server has undone one of these.
 * @fires follow-up-next - The server has set the next follow-up of a contact that was marked done.
 * @fires follow-up-open - A contact's name was clicked; cancelling it keeps the browser from following the link.
 * @fires follow-up-error - A request failed.
 * @fires follow-up-token - It needs a token, and has neither `token` nor `tokenProvider`: a listener can set one on it.
 * @csspart panel - Everything.
 * @csspart header - The title, the link to the hub and the notice; it stays in view.
 * @csspart heading - The title.
 * @csspart count - The number of follow-ups due.
 * @csspart hub-link - The link to the hub.
 * @csspart list - The rows; all parts of a row are parts of the panel too, such as `card` and `chip`.
 * @csspart skeleton - What stands in for the rows while they load.
 * @csspart empty - The state without a row.
 * @csspart contacts-link - Its link to the contacts.
 * @csspart signed-out - The state without a user.
 * @csspart sign-in-link - Its link to sign in.
 * @csspart error - The state after a failure.
 * @csspart retry - Its button.
 * @csspart notice - The header's second line: the number, and what was done or has failed.
 * @csspart next - Its button for the next follow-up.
 * @csspart undo - Its button Undo.
 * @cssprop [--follow-up-canvas] - The background of the panel; all properties of a row work on the panel too.
 * @cssprop [--follow-up-gap=0] - The room between two rows.
 * @cssprop [--follow-up-panel-padding=1.1429em] - The room inside the panel.
 * @cssprop [--follow-up-panel-radius=16px] - The panel's corners.
 * @cssState loading - Rows are on their way.
 * @cssState rows - There are rows.
 * @cssState empty - Nobody is due.
 * @cssState error - The rows couldn't be loaded.
 * @cssState signed-out - The visitor isn't signed in.
 */
export class FollowUpPanel extends PanelProperties {
  static override styles = [tokens, controlStyles, panelStyles];

  #entries: Entry[] = [];
  #snoozeOptions: readonly SnoozeOption[] = [];
  #failure: RequestError | null = null;
  #stale = false;
  #load: AbortController | null = null;
  #ask: Send | null = null;
  #data: Element | null = null;
  readonly #states = !isServer && CSS.supports("selector(:state(a))") ? this.attachInternals().states : null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (isServer) return;
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.#clock.stop();
    this.#load?.abort();
  }

  protected override update(changed: PropertyValues<this>): void {
    keepFocus(this.renderRoot as ShadowRoot, () => {
      super.update(changed);
      const list = this.renderRoot.querySelector("ul");
      if (list) showRows(list, this.#entries, this.contactPattern, this.text, this.messages);
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#states?.clear();
    this.#states?.add(this.#shown);
    if (this.#ask && !SOURCE.some((name) => changed.has(name))) return;
    this.#data = this.#ask ? null : this.querySelector(":scope > script[type='application/json']");
    this.#ask = connect(this.base, this, this.needsToken);
    this.#clock.stop();
    void this.refresh();
  }

  // A hidden tab can wait: it refreshes on becoming visible.
  readonly #onVisible = (): void => {
    if (!document.hidden) void this.refresh();
  };

  readonly #clock = new PanelClock(this.#onVisible);

  async #onAction(event: CustomEvent<ActionDetail>): Promise<void> {
    event.stopPropagation();
    const { contactId, contactName, action, until } = event.detail;
    const entry = this.#entryOf(contactId);
    if (!entry?.item || entry.out || entry.pending) return;
    const index = this.#entries.indexOf(entry);
    this.#take(entry, true);
    entry.left = leave(entry.item).then(() => {
      entry.left = null;
      this.requestUpdate();
    });
    const sent = [this.#send(entry, action, { until })];
    const chosen = this.#snoozeOptions.find(({ date, isUsual }) => (until ? date === until : isUsual));
    const day = chosen && this.text.snoozeDay(chosen);
    const notice: Notice = {
      text: this.text[`${action}Notice`](contactName, day),
      name: contactName,
      undo: () => void this.#undo(entry, index, action, sent),
    };
    this.notice = notice;
    const answer = await sent[0];
    const date = answer?.next?.[0]?.date;
    if (!date || this.notice !== notice) return;
    const label = this.text.next(date);
    const told = { ...notice, text: `${notice.text} ${label}` };
    const act = (): void => {
      this.notice = told;
      sent.unshift(this.#send(entry, "next", { operationId: answer.operationId }));
    };
    this.notice = answer.nextIsSet ? told : { ...notice, next: { label, act } };
  }

  /** Takes back what was sent for a row, the last one first. */
  async #undo(entry: Entry, index: number, action: FollowUpAction, sent: Sent[]): Promise<void> {
    this.#take(entry, false);
    if (!this.#entries.includes(entry)) this.#entries.splice(index, 0, entry);
    this.notice = { text: this.text.undoNotice(entry.followUp.contactName) };
    await this.updateComplete;
    void rowOf(entry)?.focusControl(action);
    for (const each of sent) {
      const answer = await each;
      if (answer) await this.#send(entry, "undo", { operationId: answer.operationId });
    }
  }

  /** Sends one request for a row, or about an operation on it; where the server refuses, the row is as it was before. */
  #send(
    entry: Entry,
    request: FollowUpAction | "undo" | "next",
    { operationId, until }: { operationId?: string; until?: string | undefined } = {},
  ): Sent {
    const { followUp } = entry;
    const [method, path, body] = operationId
      ? ["POST", request, { operationId }]
      : ["PATCH", "due", { personId: followUp.contactId, action: request, until }];
    const ask = async (): Sent => {
      const answer = await this.#ask!<ChangedFollowUps>(path, { method, body: JSON.stringify(body) });
      emit(this, `follow-up-${request}`, { followUp, operationId: operationId ?? answer.operationId });
      return answer;
    };
    return this.#carryOut(entry, request, { ask, putBack: () => this.#take(entry, !!operationId) });
  }

  /** Keeps the row's place until the answer is there; tells of a refusal, and then asks for the rows anew. */
  async #carryOut<Answer>(
    entry: Entry,
    request: Exclude<ErrorDetail["request"], "load">,
    { ask, putBack }: { ask: () => Promise<Answer>; putBack: () => void },
  ): Promise<Answer | undefined> {
    const { contactId, contactName } = entry.followUp;
    entry.pending++;
    let answer: Answer | undefined;
    try {
      answer = await ask();
      this.#stale = true;
    } catch (error) {
      const failure = this.#report(request, error, contactId);
      // Another tab was faster.
      if (failure.status === 404) this.#stale = true;
      putBack();
      const text = withHint(this.text[`${request}Refused`](contactName), this.text, failure);
      this.notice = { text, refused: true };
    }
    await entry.left;
    entry.pending--;
    this.requestUpdate();
    if (this.#stale && !this.#busy) void this.refresh();
    return answer;
  }

  #onMenu(event: CustomEvent<MenuDetail>): void {
    event.stopPropagation();
    const { contactId, href } = event.detail;
    const menu = this.renderRoot.querySelector("follow-up-menu");
    const entry = this.#entryOf(contactId);
    if (!menu || !entry || entry.pending) return;
    event.preventDefault();
    void menu.open(entry.followUp, href, event.detail.opener);
  }

  /** Sets a lead quality: at once, and back where the server refuses. */
  async #onQuality(event: CustomEvent<QualityDetail>): Promise<void> {
    event.stopPropagation();
    const { contactId, contactName, leadQuality } = event.detail;
    const entry = this.#entryOf(contactId);
    if (!entry) return;
    const before = entry.followUp;
    entry.followUp = { ...before, leadQuality, isHot: leadQuality === "HOT" };
    this.requestUpdate();
    const body = JSON.stringify({ personId: contactId, leadQuality });
    const answer = await this.#carryOut(entry, "quality", {
      ask: () => this.#ask!("lead-quality", { method: "PATCH", body }),
      putBack: () => (entry.followUp = before),
    });
    const label = leadQuality && this.text.quality[leadQuality];
    if (answer) this.notice = { text: this.text.qualityNotice(contactName, label) };
  }

  #entryOf(contactId: string): Entry | undefined {
    return this.#entries.find(({ followUp }) => followUp.contactId === contactId);
  }

  #take(entry: Entry, out: boolean): void {
    if (entry.out !== out) this.count = (this.count ?? 0) + (out ? -1 : 1);
    entry.out = out;
  }

  #report(request: ErrorDetail["request"], error: unknown, contactId?: string): RequestError {
    const { status = 0, code = "invalid_answer", message } = error as RequestError;
    if (status === 401) this.view = "signed-out";
    emit(this, "follow-up-error", { request, status, code, message, contactId });
    return error as RequestError;
  }

  #accept({ followUps, counts, nextMidnight, locale, snoozeOptions }: DueList): void {
    writeAs(locale);
    this.#entries = toEntries(followUps, this.#entries);
    this.#stale = false;
    this.#snoozeOptions = snoozeOptions;
    this.count = counts.all;
    this.view = "rows";
    this.requestUpdate();
    this.#clock.onAnswer(nextMidnight);
    emit(this, "follow-up-load", { followUps, counts });
  }

  /** Fetches the rows again; those on show stay until the answer is there. */
  async refresh(): Promise<void> {
    if (!this.isConnected || !this.#ask) return;
    this.#load?.abort();
    const { signal } = (this.#load = new AbortController());
    const lacksToken = this.needsToken && !this.token && !this.tokenProvider;
    if (lacksToken) emit(this, "follow-up-token", {});
    else if (this.view === "error" || this.view === "signed-out") this.view = "loading";
    try {
      const json = this.#data?.textContent;
      this.#data = null;
      const due = json
        ? (JSON.parse(json) as DueList)
        : await this.#ask<DueList>(`due?limit=${this.limit}&order=priority`, { signal });
      // An answer from before a click would bring the row back; the click's own request asks again.
      if (this.#busy) this.#stale = true;
      else if (!signal.aborted) this.#accept(due);
    } catch (error) {
      if (signal.aborted) return;
      if (lacksToken) {
        if (this.#clock.onNoToken()) this.view = "signed-out";
        return;
      }
      this.#failure = this.#report("load", error);
      this.#clock.onFailure(this.#failure);
      if (this.#shown === "loading") this.view = "error";
    }
  }

  get #busy(): boolean {
    return this.#entries.some((entry) => entry.pending);
  }

  get #shown(): View {
    if (this.view !== "rows" || this.#entries.some(isShown)) return this.view;
    return this.count ? "loading" : "empty";
  }

  protected override render(): TemplateResult {
    return panelView({
      view: this.#shown,
      text: this.text,
      heading: this.heading ?? this.text.heading,
      count: this.count,
      hubHref: this.hubHref ?? `${this.base}/follow-ups`,
      contactsHref: contactsHref(this.contactPattern),
      failure: this.#failure,
      notice: this.notice,
      snoozeOptions: this.#snoozeOptions,
      messages: this.messages,
      retry: () => void this.refresh(),
      onAction: (event) => void this.#onAction(event),
      onMenu: (event) => this.#onMenu(event),
      onQuality: (event) => void this.#onQuality(event),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "follow-up-panel": FollowUpPanel;
  }
}
