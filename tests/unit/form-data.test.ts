import { describe, expect, test } from "vitest";
import { readFormData, readMultipart } from "../../app/form-data.server.ts";
import { BodyTooLarge } from "../../app/request-body.server.ts";

const KIBIBYTE = 1_024;
const LIMIT = 256 * KIBIBYTE;
const URL_ENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=b";

/** A request whose body has no stated length; `taken` tells how many bytes of it were asked for. */
function streamed(type: string, chunks: Iterable<string>) {
  const left = chunks[Symbol.iterator]();
  const state = { taken: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = left.next();
        if (next.done) return controller.close();
        const bytes = Buffer.from(next.value);
        state.taken += bytes.length;
        controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", headers: { "Content-Type": type }, body, duplex: "half" } as RequestInit;
  return { request: new Request("http://localhost/", init), state };
}

/** A head, and then the same for ever. */
function* endless(head: string) {
  yield head;
  for (;;) yield "x".repeat(16 * KIBIBYTE);
}

const part = (name: string, value: string, more = "") =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const form = (...parts: string[]) => streamed(MULTIPART, [...parts, "--b--\r\n"]).request;
const statusOf = (request: Request) =>
  readFormData(request).then(
    () => 200,
    (refusal: unknown) => (refusal instanceof Response ? refusal.status : refusal),
  );

describe("a body that never ends is refused as soon as it is too large (ASVS 5.2.1)", () => {
  test.each([
    ["one field", URL_ENCODED, "a="],
    ["one name", URL_ENCODED, ""],
    ["one field of a multipart form", MULTIPART, part("a", "").trimEnd() + "\r\n\r\n"],
    ["one file of a form that takes none", MULTIPART, part("a", "", '; filename="a.csv"').trimEnd() + "\r\n\r\n"],
    ["what comes before the first part", MULTIPART, "preamble"],
  ])("%s", async (_what, type, head) => {
    const { request, state } = streamed(type, endless(head));
    expect(await statusOf(request)).toBe(413);
    expect(state.taken).toBeLessThan(LIMIT + 64 * KIBIBYTE);
  });

  test("a part's head, long before that", async () => {
    const { request, state } = streamed(MULTIPART, endless("--b\r\nContent-Disposition: form-data; name=a\r\nX: "));
    expect(await statusOf(request)).toBe(400);
    expect(state.taken).toBeLessThan(80 * KIBIBYTE);
  });
});

test("a form of as many bytes as are taken is read", async () => {
  const { request } = streamed(URL_ENCODED, ["a=", "x".repeat(LIMIT - 2)]);
  expect((await readFormData(request)).get("a")).toHaveLength(LIMIT - 2);
  expect(await statusOf(streamed(URL_ENCODED, ["a=", "x".repeat(LIMIT - 1)]).request)).toBe(413);
});

describe("of a multipart form that may be large, each limit holds by itself", () => {
  const LARGE = { mostBytes: 50_000_000 };
  const most = (count: number) => Array.from({ length: count }, (_, at) => part(`f${at}`, "x"));

  test.each<[string, string[], string[]]>([
    ["the length of a name", [part("n".repeat(100), "x")], [part("n".repeat(101), "x")]],
    ["the size of a field", [part("a", "x".repeat(LIMIT - 1))], [part("a", "x".repeat(LIMIT + 1))]],
    ["the number of fields", most(2_000), most(2_001)],
    ["the number of files", [part("a", "x", '; filename="a"')], Array(2).fill(part("a", "x", '; filename="a"'))],
  ])("%s", async (_what, taken, refused) => {
    const readFile = (_name: string, _fileName: string, bytes: NodeJS.ReadableStream) =>
      Promise.resolve(void bytes.resume());
    await expect(readMultipart(form(...taken), { ...LARGE, readFile })).resolves.toBeInstanceOf(FormData);
    await expect(readMultipart(form(...refused), { ...LARGE, readFile })).rejects.toBeInstanceOf(BodyTooLarge);
  });

  test("the number of parts, which end the reading at once", async () => {
    const nameless = "--b\r\nX: y\r\n\r\nx\r\n";
    function* parts() {
      for (;;) yield nameless.repeat(100);
    }
    const { request, state } = streamed(MULTIPART, parts());
    await expect(readMultipart(request, LARGE)).rejects.toBeInstanceOf(BodyTooLarge);
    expect(state.taken).toBeLessThan(2_500 * nameless.length);
  });

  test.each([
    ["many header lines", "X: y\r\n".repeat(100_000)],
    ["a header line of 20 KB", `X: ${"y".repeat(20_000)}\r\n`],
  ])("a part's head of %s", async (_what, lines) => {
    const refused = form(`--b\r\n${lines}Content-Disposition: form-data; name="a"\r\n\r\nx\r\n`);
    const read = readMultipart(refused, LARGE).then(
      () => 200,
      (refusal: Response) => refusal.status,
    );
    expect(await read).toBe(400);
  });
});

test.each(["a;b.csv", "a=b.csv", 'q"uote.csv', "ä; name=other; filename=x.csv", "a;b=c;d.csv", "=.csv", ";"])(
  "a file may be named %s",
  async (name) => {
    const names: string[] = [];
    const escaped = name.replaceAll('"', '\\"');
    await readMultipart(form(part("file", "x", `; filename="${escaped}"`), part("a", "b;c=d")), {
      async readFile(field, fileName, bytes) {
        names.push(field, fileName);
        bytes.resume();
      },
    }).then((fields) => names.push(String(fields.get("a"))));
    expect(names).toEqual(["file", name, "b;c=d"]);
  },
);

test.each([[undefined], ["text/plain"], ["application/json"], ["multipart/mixed; boundary=b"], ["form-data"], [""]])(
  "a body of type %j isn't read at all",
  async (type) => {
    const { request, state } = streamed(URL_ENCODED, endless("a="));
    if (type === undefined) request.headers.delete("Content-Type");
    else request.headers.set("Content-Type", type);
    expect(await statusOf(request)).toBe(415);
    expect(state.taken).toBe(0);
  },
);
