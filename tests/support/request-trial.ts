import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { CADENCE_GROUPS } from "../../app/domain/cadence.ts";
import { DETAIL_FIELDS } from "../../app/domain/contact.ts";
import { IMPORT_FIELDS } from "../../app/domain/import-row.ts";
import type { OpenApiDocument } from "../../app/api/openapi.server.ts";
import { addApiKey, addUser } from "../../db/accounts.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn } from "./browser-session.ts";
import { generatedRequests, type GeneratedRequest } from "./generated-requests.ts";
import type { Ingredients } from "./generated-values.ts";
import { routePatterns } from "./routes.ts";
import { startServer, type TestServer } from "./server.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** No request takes longer, on however busy a machine. */
const LONGEST_MILLISECONDS = 20_000;
const AT_ONCE = 4;
const IN_A_ROUND = 750;
const HOST = "https://host.example";

/** What came of many requests. */
export interface RequestTrial {
  /** How many were answered with which status; 0 is none. */
  statuses: Map<number, number>;
  /** Requests that were answered with 500 or more, or not at all though they could be. */
  failures: { request: GeneratedRequest; status: number | null }[];
  /** Lines of the server's log that tell of an error. */
  errors: string[];
  /** The server's memory in megabytes, after each round. */
  megabytes: number[];
}

/** Sends `count` generated requests to a server of its own, signed in and out, by key and by token. */
export async function requestTrial(count: number, seed: number): Promise<RequestTrial> {
  const server = await startServer({ SIGN_IN_FAILURES_PER_QUARTER_HOUR: "0", TRUST_PROXY: "1", LOG_LEVEL: "error" });
  const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  const trial: RequestTrial = { statuses: new Map(), failures: [], errors: [], megabytes: [] };
  try {
    const world = await plantTwoOrganizations(connection.database);
    for (let sent = 0; sent < count; sent += IN_A_ROUND) {
      const requests = generatedRequests(await ingredientsOf(server, connection, world));
      const round = fc.sample(requests, { numRuns: Math.min(IN_A_ROUND, count - sent), seed: seed + sent });
      await sendRound(server, round, trial);
      trial.megabytes.push(await residentMegabytes(server));
    }
    trial.errors = server
      .output()
      .split("\n")
      .filter((line) => line.includes('"level":'));
    return trial;
  } finally {
    await connection.close();
    await server.stop();
  }
}

async function sendRound({ origin }: TestServer, round: GeneratedRequest[], trial: RequestTrial): Promise<void> {
  const left = round.values();
  const sendNext = async () => {
    for (const request of left) {
      const status = await statusOf(origin, request);
      trial.statuses.set(status ?? 0, (trial.statuses.get(status ?? 0) ?? 0) + 1);
      if ((status ?? 0) >= 500 || (status === null && request.isWhole)) trial.failures.push({ request, status });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
}

/** The status of the answer; null where the connection ends without one, or nothing has ended in time. */
function statusOf(
  origin: string,
  { method, target, headers, body, isWhole }: GeneratedRequest,
): Promise<number | null> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const timer = setTimeout(() => end(null), LONGEST_MILLISECONDS);
    const end = (status: number | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(status);
    };
    const answered = () => /^HTTP\/1\.1 (?!100)(\d{3})/.exec(text)?.[1];
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      if (text.length < 10_000) text += chunk;
      // A stream has no end.
      if (/^content-type: text\/event-stream/im.test(text)) end(Number(answered()));
    });
    socket.on("error", () => undefined);
    socket.on("close", () => end(answered() ? Number(answered()) : null));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`);
    socket.write(body);
    // What was said to follow never does.
    if (!isWhole) socket.end();
  });
}

async function ingredientsOf(
  server: TestServer,
  { database }: DatabaseConnection,
  { first, second, ann }: TwoOrganizations,
): Promise<Ingredients> {
  const now = new Date();
  const newcomer = async (role: "admin" | "member") => {
    const email = `${Math.random().toString(36).slice(2)}@example.com`;
    const fields = { email, name: role, password: PASSWORD, role, timeZone: null, now };
    await addUser(database, { ...fields, organizationId: first });
    await addUser(database, { ...fields, organizationId: second });
    return { email, cookie: (await signIn(server.origin, email)).cookie() };
  };
  const [admin, member] = [await newcomer("admin"), await newcomer("member")];
  const key = await addApiKey(database, { organizationId: first, name: "trial", now });
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const asked = { method: "POST", headers, body: JSON.stringify({ email: admin.email, origin: HOST }) };
  const { token } = (await (await fetch(`${server.origin}/api/embed-tokens`, asked)).json()) as { token: string };
  const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as OpenApiDocument;
  const contacts = await database.contacts.find({ organizationId: first }).limit(20).toArray();
  const sources = await sourcesOf("app");
  const wordsIn = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].map(([, word]) => word!))];
  return {
    document,
    pages: await routePatterns(),
    names: [
      ...wordsIn(/(?:get|getAll|has)\("(\w+)"\)|\bname="(\w+)"/g).filter(Boolean),
      ...[...DETAIL_FIELDS, ...IMPORT_FIELDS, ...CADENCE_GROUPS, "file"],
    ],
    values: [
      ...contacts.map(({ id }) => id),
      ...wordsIn(/\bvalue="(\w+)"/g),
      ...wordsIn(/intent === "(\w+)"/g),
      ...[first, second, ann, admin.email, "2030-01-01", "HOT", "ACTIVE", "snooze", "done", "1", "all", "on", "UTC"],
      ...[`["Olga Old","old"]`, "/follow-ups", PASSWORD, "call", "member", "admin", "csv", "ndjson", HOST],
    ],
    cookies: [admin.cookie, member.cookie],
    authorizations: [`Bearer ${key}`, `Bearer ${token}`, "Basic YTpi", "Bearer", ""],
    origin: server.origin,
  };
}

async function sourcesOf(directory: string): Promise<string> {
  const root = new URL("../..", import.meta.url).pathname;
  const files = await readdir(join(root, directory), { recursive: true });
  const sources = files.filter((file) => /\.tsx?$/.test(file));
  return (await Promise.all(sources.map((file) => readFile(join(root, directory, file), "utf8")))).join("\n");
}

async function residentMegabytes({ process: { pid } }: TestServer): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1_000);
}
