import fc from "fast-check";
import { mostly, strange, valueOf, type Ingredients, type Schema } from "./generated-values.ts";

/** One request as it goes over the wire; `isWhole` where its framing is right, so that an answer has to come. */
export interface GeneratedRequest {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
  isWhole: boolean;
}

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "PROPFIND", "TRACE", "get"];
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const TYPES = [
  ...[JSON_TYPE, FORM_TYPE, "multipart/form-data; boundary=b", "multipart/form-data", "text/plain", "", 'a/b; c="d'],
  ...["application/json; charset=utf-16", "application/json;", "APPLICATION/JSON", "multipart/form-data; boundary="],
];

const LARGE = fc.constantFrom("x".repeat(70_000), "a&".repeat(150_000));

/** Any request: to the API from its document and around it, to a page or its form, or to nowhere. */
export function generatedRequests(ingredients: Ingredients): fc.Arbitrary<GeneratedRequest> {
  const operations = Object.entries(ingredients.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const value = mostly(fc.constantFrom(...ingredients.values), strange);
  const name = mostly(fc.constantFrom(...ingredients.names), strange);
  const pairs = fc.array(fc.tuple(name, value), { maxLength: 8 });
  const toApi = fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const parameters = (operation.parameters ?? []).flatMap((each) => (each.in === "query" ? each.name : []));
    const ofParameters = parameters.length > 0 ? fc.array(fc.tuple(fc.constantFrom(...parameters), value)) : pairs;
    const schema = operation.requestBody?.content[JSON_TYPE]?.schema;
    const body = schema
      ? valueOf(schema as Schema, ingredients).map((made) => JSON.stringify(made) ?? "")
      : fc.constant("");
    return fc.record({
      method: mostly(fc.constant(method), fc.constantFrom(...METHODS)),
      target: fc
        .tuple(mostly(ofParameters, pairs), value)
        .map(([query, id]) => path.replace("{id}", encode(id)) + queryOf(query)),
      type: mostly(fc.constant(schema ? JSON_TYPE : ""), fc.constantFrom(...TYPES)),
      body: mostly(body, fc.oneof(strange, fc.json(), LARGE)),
    });
  });
  const toPage = fc.constantFrom(...ingredients.pages).chain((pattern) => {
    const parts = pattern.split("/").map((part) => (/^[:*]/.test(part) ? value.map(encode) : fc.constant(part)));
    const path = fc.tuple(...parts).map((each) => each.join("/") || "/");
    const form = fc
      .tuple(pairs, fc.constantFrom(FORM_TYPE, "multipart/form-data; boundary=b"))
      .map(([fields, type]) => ({
        type,
        body: type === FORM_TYPE ? queryOf(fields).slice(1) : multipartOf(fields),
      }));
    const other = fc.record({ type: fc.constantFrom(...TYPES), body: fc.oneof(strange, LARGE) });
    return fc
      .record({
        method: mostly(fc.constantFrom("GET", "POST", "POST"), fc.constantFrom(...METHODS)),
        path: mostly(
          path,
          path.map((known) => `${known}.data`),
        ),
        query: mostly(fc.constant<[string, string][]>([]), pairs),
        sent: mostly(form, other),
      })
      .map(({ method, path, query, sent }) => {
        const isForm = method !== "GET" && method !== "HEAD";
        return { method, target: path + queryOf(query), type: isForm ? sent.type : "", body: isForm ? sent.body : "" };
      });
  });
  const toNowhere = fc.record({
    method: fc.constantFrom(...METHODS),
    target: fc.oneof(
      strange.map((text) => `/${encode(text)}`),
      fc.constantFrom(
        "/%",
        "/%E0%A4%A",
        "//",
        "/\\evil",
        "*",
        "http://evil.example/",
        "/api/x",
        "/assets/../../etc",
        "/a?%",
      ),
      fc.constantFrom(
        "/widgets/x.js",
        "/assets/x.js",
        "/.well-known/x",
        "/healthz",
        "/favicon.ico",
        "/api/../login",
        "/./login",
      ),
    ),
    type: fc.constantFrom(...TYPES),
    body: strange,
  });
  const headers = fc.record(
    {
      Host: mostly(
        fc.constant(new URL(ingredients.origin).host),
        fc.constantFrom("[::1", "a b", "evil.example", "127.0.0.1/login?", ""),
      ),
      Origin: mostly(fc.constant(ingredients.origin), fc.constantFrom("null", "https://evil.example", "", "a b")),
      "Sec-Fetch-Site": fc.constantFrom("same-origin", "cross-site", "none", "x"),
      Accept: fc.constantFrom("text/html", "application/json", "*/*", "x"),
      "Accept-Encoding": fc.constantFrom("gzip", "br", "x", "gzip;q=x"),
      "Content-Encoding": fc.constantFrom("gzip", "identity", "x"),
      "Expected-Organization": fc.constantFrom("org_x", "", "__proto__"),
      "If-None-Match": fc.constantFrom('"x"', "*", "W/"),
      "Last-Event-ID": fc.constantFrom("x", "", "a".repeat(2_000)),
      Range: fc.constantFrom("bytes=0-1", "bytes=9-1", "x"),
      "User-Agent": fc.constantFrom("", "x".repeat(4_000), "Mozilla/5.0 (Windows NT 10.0)"),
      "X-Forwarded-For": fc.constantFrom("1.2.3.4", "x", "::1, __proto__"),
      "X-Forwarded-Host": fc.constantFrom("evil.example", "a b"),
      "X-HTTP-Method-Override": fc.constantFrom("DELETE"),
      "X-Remix-Response": fc.constantFrom("yes"),
    },
    { requiredKeys: [] },
  );
  const rarely = <Value>(arbitrary: fc.Arbitrary<Value>, none: Value) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(none) }, { weight: 1, arbitrary });
  return fc
    .record({
      what: fc.oneof(
        { weight: 4, arbitrary: toApi },
        { weight: 6, arbitrary: toPage },
        { weight: 1, arbitrary: toNowhere },
      ),
      headers: rarely(headers, {}),
      cookie: mostly(
        fc.constantFrom(...ingredients.cookies),
        strange.map((text) => `follow-ups-session=${encode(text)}`),
      ),
      isSignedIn: fc.boolean(),
      authorization: rarely(
        mostly(
          fc.constantFrom(...ingredients.authorizations),
          strange.map((text) => `Bearer ${text}`),
        ),
        "",
      ),
      framing: fc.oneof(
        { weight: 12, arbitrary: fc.constant("whole") },
        fc.constantFrom("short", "long", "chunked", "broken chunk", "both"),
      ),
    })
    .map(({ what: { method, target, type, body }, headers, cookie, isSignedIn, authorization, framing }) => {
      const all: Record<string, string> = { Host: new URL(ingredients.origin).host, Connection: "close", ...headers };
      if (isSignedIn) all.Cookie = cookie;
      if (authorization) all.Authorization = authorization;
      if (type) all["Content-Type"] = type;
      return { method, target, headers: oneLineEach(all), ...framed(body, framing) };
    })
    .map(({ frame, ...request }) => ({ ...request, headers: { ...request.headers, ...frame } }));
}

function framed(body: string, framing: string) {
  const length = Buffer.byteLength(body);
  const chunk = `${length.toString(16)}\r\n${body}\r\n`;
  const frames: Record<string, { frame: Record<string, string>; body: string; isWhole: boolean }> = {
    whole: { frame: length > 0 ? { "Content-Length": String(length) } : {}, body, isWhole: true },
    short: { frame: { "Content-Length": String(length + 10) }, body, isWhole: false },
    long: { frame: { "Content-Length": String(Math.max(0, length - 1)) }, body, isWhole: false },
    chunked: {
      frame: { "Transfer-Encoding": "chunked" },
      body: length > 0 ? `${chunk}0\r\n\r\n` : "0\r\n\r\n",
      isWhole: true,
    },
    "broken chunk": { frame: { "Transfer-Encoding": "chunked" }, body: `zz\r\n${body}`, isWhole: false },
    both: { frame: { "Transfer-Encoding": "chunked", "Content-Length": "3" }, body: chunk, isWhole: false },
  };
  return frames[framing]!;
}

/** Whatever stands in a header, it stays one header. */
function oneLineEach(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, text.replace(/[\r\n\0]/g, "")]));
}

const encode = (text: string) => encodeURIComponent(Buffer.from(text).toString());
const queryOf = (fields: readonly (readonly [string, string])[]) =>
  fields.length === 0 ? "" : `?${new URLSearchParams(fields.map(([name, text]) => [name, text]))}`;
const multipartOf = (fields: readonly (readonly [string, string])[]) =>
  `${fields.map(([name, text]) => `--b\r\nContent-Disposition: form-data; name="${name}"${name === "file" ? '; filename="a.csv"' : ""}\r\n\r\n${text}\r\n`).join("")}--b--\r\n`;
