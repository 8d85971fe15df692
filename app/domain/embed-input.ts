import * as v from "valibot";

/** True for the origin of a page that may embed the panel: https, or plain http on the same machine. */
function isPageOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isLocal = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  return origin === text && (protocol === "https:" || (protocol === "http:" && isLocal));
}

/** The body of `POST /api/embed-tokens`. */
export const EmbedTokenBody = v.object({
  email: v.pipe(v.string("Must be text"), v.trim(), v.email("Must be an email address")),
  origin: v.pipe(v.string("Must be text"), v.check(isPageOrigin, "Must be an origin such as https://host.example")),
});
