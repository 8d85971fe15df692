/** What an API key may be for; each operation of the API that takes a key names the one that it needs. */
export const API_KEY_SCOPES = ["contacts", "panel-tokens"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** Scopes as people read them. */
export const API_KEY_SCOPE_LABELS: Record<ApiKeyScope, string> = {
  contacts: "Contacts",
  "panel-tokens": "Panel tokens",
};
