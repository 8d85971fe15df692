import { isServer, LitElement } from "lit";
import { ENGLISH, type FollowUpMessages } from "./messages.ts";
import type { TokenProvider } from "./follow-ups-client.ts";
import type { Notice, View } from "./panel-views.ts";

/** The properties whose change asks for other rows. */
export const SOURCE = ["endpoint", "token", "tokenProvider", "organization", "limit"] as const;

/** What a page can set on `<follow-up-panel>`, with the values that hold where it sets nothing. */
export class PanelProperties extends LitElement {
  static override properties = {
    endpoint: { useDefault: true },
    token: {},
    organization: {},
    limit: { type: Number, useDefault: true },
    heading: {},
    hubHref: { attribute: "hub-href" },
    contactHref: { attribute: "contact-href" },
    theme: { reflect: true, useDefault: true },
    count: { type: Number },
    tokenProvider: { attribute: false },
    messages: { attribute: false },
    view: { state: true, attribute: false },
    notice: { state: true, attribute: false },
  };

  declare protected view: View;
  declare protected notice: Notice;

  /** The origin and path that the API stands under; by default the page's own origin. */
  declare endpoint: string;
  /** A token for the API; without one the requests carry the visitor's cookies for the same origin. */
  declare token: string | null | undefined;
  /** The organization that the page is about; the API refuses where the visitor's current one is another. */
  declare organization: string | null | undefined;
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

  protected get text(): FollowUpMessages {
    return { ...ENGLISH, ...this.messages };
  }

  protected get base(): string {
    return this.endpoint.replace(/\/+$/, "");
  }

  /** True where the API stands at another origin, to which no cookies go. */
  protected get needsToken(): boolean {
    const address = `${this.base}/`;
    return URL.canParse(address, document.baseURI) && new URL(address, document.baseURI).origin !== self.origin;
  }

  protected get contactPattern(): string {
    return this.contactHref ?? `${this.base}/contacts/{id}`;
  }
}
