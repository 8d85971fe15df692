import { html, isServer, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { contactsHref } from "./contact-href.ts";
import { controlStyles } from "./control-styles.ts";
import { emit, type ActionDetail, type ErrorDetail, type FollowUpAction } from "./events.ts";
import { ENGLISH, type FollowUpMessages } from "./messages.ts";
import { connect, type DueFollowUps, type RequestError, type Send, type TokenProvider } from "./panel-client.ts";
import { keepFocus } from "./panel-focus.ts";
import { leave } from "./panel-motion.ts";
import { isShown, rowOf, showRows, toEntries, type Entry } from "./panel-rows.ts";
import { panelStyles } from "./panel-styles.ts";
import { emptyView, errorView, withHint, noticeView, signedOutView, skeletonView, type Notice } from "./panel-views.ts";
import { tokens } from "./tokens.ts";

/** What the panel shows; `server` is the markup that came with the page, before the panel takes over. */
type View = "server" | "loading" | "rows" | "empty" | "error" | "signed-out";

/** The shortest wait for midnight in milliseconds, for a visitor whose clock runs ahead of the server's. */
const MINUTE = 60_000;

/** The properties whose change asks for other rows. */
const SOURCE = ["endpoint", "token", "tokenProvider", "limit"] as const;

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
 * @fires follow-up-open - A contact's name was clicked; cancelling it keeps the browser from following the link.
 * @fires follow-up-error - A request failed.
 */
export class FollowUpPanel extends LitElement {
  static override styles = [tokens, controlStyles, panelStyles];

  static override properties = {
    endpoint: { useDefault: true },
    token: {},
    limit: { type: Number, useDefault: true },
    heading: {},
    hubHref: { attribute: "hub-href" },
    contactHref: { attribute: "contact-href" },
    theme: { reflect: true, useDefault: true },
    count: { type: Number },
    tokenProvider: { attribute: false },
    messages: { attribute: false },
    view: { state: true },
    notice: { state: true },
  };

  declare private view: View;
  declare private notice: Notice;
  #entries: Entry[] = [];
  #failure: RequestError | null = null;
  #stale = false;
  #load: AbortController | null = null;
  #ask: Send | null = null;
  #data: Element | null = null;
  #midnight: ReturnType<typeof setTimeout> | undefined;
  readonly #states = !isServer && CSS.supports("selector(:state(a))") ? this.attachInternals().states : null;

  /** The origin and path that the API stands under; by default the page's own origin. */
  declare endpoint: string;
  /** A token for the API; without one the requests carry the visitor's cookies for the same origin. */
  declare token: string | null | undefined;
  /** How many rows to show. */
  declare limit: number;
  /** The title; by default `messages.heading`. */
  declare heading: string | null | undefined;
  /** Where "View all" and "Sign in" lead; by default the hub at `endpoint`. */
  declare hubHref: string | null | undefined;
  /** The address of a contact, such as `/contacts/{id}`; by default that one at `endpoint`. */
  declare contactHref: string | null | undefined;
  /** `auto` follows the visitor's preference; `light` and `dark` don't. */
  declare theme: "auto" | "light" | "dark";
  /** How many follow-ups are due; a page can set it as long as nothing has been loaded. */
  declare count: number | null | undefined;
  /** Returns a token for the API; it is asked once, and again where the API answers 401. */
  declare tokenProvider: TokenProvider | null | undefined;
  /** The strings that differ from the English ones. */
  declare messages: Partial<FollowUpMessages>;

  constructor() {
    super();
    this.endpoint = "";
    this.limit = 10;
    this.theme = "auto";
    this.messages = {};
    this.notice = { text: "" };
    this.view = isServer || this.shadowRoot ? "server" : "loading";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#onVisible);
    clearTimeout(this.#midnight);
    this.#load?.abort();
  }

  protected override update(changed: PropertyValues<this>): void {
    keepFocus(this.renderRoot as ShadowRoot, () => {
      super.update(changed);
      const list = this.renderRoot.querySelector("ul");
      if (list) showRows(list, this.#entries, this.#contactHref, this.#text, this.messages);
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#states?.clear();
    this.#states?.add(this.#shown);
    if (this.#ask && !SOURCE.some((name) => changed.has(name))) return;
    this.#data = this.#ask ? null : this.querySelector(":scope > script[type='application/json']");
    this.#ask = connect(this.#base, this);
    void this.refresh();
  }

  // A hidden tab can wait: it refreshes on becoming visible.
  readonly #onVisible = (): void => {
    if (!document.hidden) void this.refresh();
  };

  #onAction(event: CustomEvent<ActionDetail>): void {
    event.stopPropagation();
    const { contactId, contactName, action } = event.detail;
    const index = this.#entries.findIndex((entry) => entry.followUp.contactId === contactId);
    const entry = this.#entries[index];
    if (!entry?.item || entry.out || entry.pending) return;
    this.#take(entry, true);
    entry.left = leave(entry.item).then(() => {
      entry.left = null;
      this.requestUpdate();
    });
    const sent = this.#send(entry, action);
    this.notice = {
      text: this.#text[`${action}Notice`](contactName),
      name: contactName,
      undo: () => void this.#undo(entry, index, action, sent),
    };
  }

  async #undo(entry: Entry, index: number, action: FollowUpAction, sent: Promise<string | undefined>): Promise<void> {
    this.#take(entry, false);
    if (!this.#entries.includes(entry)) this.#entries.splice(index, 0, entry);
    this.notice = { text: this.#text.undoNotice(entry.followUp.contactName) };
    await this.updateComplete;
    void rowOf(entry)?.focusControl(action);
    const operationId = await sent;
    if (operationId) await this.#send(entry, "undo", operationId);
  }

  /** Sends one request for a row, and puts the row to where it stood before if the server refuses. */
  async #send(entry: Entry, request: FollowUpAction | "undo", operationId?: string): Promise<string | undefined> {
    const { followUp } = entry;
    const { contactId, contactName } = followUp;
    entry.pending++;
    try {
      const [method, path, body] = operationId
        ? ["POST", "undo", { operationId }]
        : ["PATCH", "due", { personId: contactId, action: request }];
      const answer = await this.#ask!<{ operationId: string }>(path, { method, body: JSON.stringify(body) });
      operationId ??= answer.operationId;
      this.#stale = true;
      emit(this, `follow-up-${request}`, { followUp, operationId });
    } catch (error) {
      const failure = this.#report(request, error, contactId);
      // Another tab was faster.
      if (failure.status === 404) this.#stale = true;
      this.#take(entry, request === "undo");
      const text = withHint(this.#text[`${request}Refused`](contactName), this.#text, failure);
      this.notice = { text, refused: true };
    }
    await entry.left;
    entry.pending--;
    this.requestUpdate();
    if (this.#stale && !this.#busy) void this.refresh();
    return operationId;
  }

  #take(entry: Entry, out: boolean): void {
    if (entry.out !== out) this.count = (this.count ?? 0) + (out ? -1 : 1);
    entry.out = out;
  }

  #report(request: ErrorDetail["request"], error: unknown, contactId?: string): RequestError {
    const failure = error as RequestError;
    const { status = 0, code = "invalid_answer", message } = failure;
    if (status === 401) this.view = "signed-out";
    emit(this, "follow-up-error", { request, status, code, message, contactId });
    return failure;
  }

  #accept({ followUps, counts, nextMidnight }: DueFollowUps): void {
    const { all } = counts;
    this.#entries = toEntries(followUps, this.#entries);
    this.#stale = false;
    this.count = all;
    this.view = "rows";
    this.requestUpdate();
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(this.#onVisible, Math.max(nextMidnight - Date.now() || 0, MINUTE));
    emit(this, "follow-up-load", { followUps, counts });
  }

  /** Fetches the rows again; those on show stay until the answer is there. */
  async refresh(): Promise<void> {
    if (!this.isConnected || !this.#ask) return;
    this.#load?.abort();
    const { signal } = (this.#load = new AbortController());
    if (this.view === "error" || this.view === "signed-out") this.view = "loading";
    try {
      const json = this.#data?.textContent;
      this.#data = null;
      const due = json
        ? (JSON.parse(json) as DueFollowUps)
        : await this.#ask<DueFollowUps>(`due?limit=${this.limit}&order=priority`, { signal });
      // An answer from before a click would bring the row back; the click's own request asks again.
      if (this.#busy) this.#stale = true;
      else if (!signal.aborted) this.#accept(due);
    } catch (error) {
      if (signal.aborted) return;
      this.#failure = this.#report("load", error);
      if (this.#shown === "loading") this.view = "error";
    }
  }

  get #busy(): boolean {
    return this.#entries.some((entry) => entry.pending);
  }

  get #text(): FollowUpMessages {
    return { ...ENGLISH, ...this.messages };
  }

  get #base(): string {
    return this.endpoint.replace(/\/+$/, "");
  }

  get #hubHref(): string {
    return this.hubHref ?? `${this.#base}/follow-ups`;
  }

  get #contactHref(): string {
    return this.contactHref ?? `${this.#base}/contacts/{id}`;
  }

  get #shown(): View {
    if (this.view !== "rows" || this.#entries.some(isShown)) return this.view;
    return this.count ? "loading" : "empty";
  }

  protected override render(): TemplateResult {
    const text = this.#text;
    const { count, notice } = this;
    return html`<section part="panel" aria-labelledby="heading" aria-busy=${this.#shown === "loading"}>
      <header part="header">
        <h2 part="heading" id="heading" tabindex="-1">${this.heading ?? text.heading}</h2>
        ${count == null ? nothing : html`<span part="count">${text.due(count)}</span>`}
        <a part="hub-link" href=${this.#hubHref}>${text.viewAll}</a>
      </header>
      ${this.#body(text)} ${noticeView(text, notice)}
    </section>`;
  }

  #body(text: FollowUpMessages): TemplateResult {
    switch (this.#shown) {
      case "server":
        return html`<slot></slot>`;
      case "rows":
        return html`<ul part="list" role="list" @follow-up-action=${this.#onAction}></ul>`;
      case "loading":
        return skeletonView(text);
      case "empty":
        return emptyView(text, contactsHref(this.#contactHref));
      case "signed-out":
        return signedOutView(text, this.#hubHref);
      case "error":
        return errorView(text, this.#failure, () => void this.refresh());
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "follow-up-panel": FollowUpPanel;
  }
}
