import { expect, test } from "vitest";
import { parseEnv } from "../../app/server/env.ts";

const base = { NODE_ENV: "production" };
const secret = "s".repeat(32);

test("with nothing set, the embedded database is served on port 3000 with demo data", () => {
  expect(parseEnv(base)).toMatchObject({ ok: true, env: { PORT: 3000, DATA_DIR: ".data", DEMO: "1" } });
  expect(parseEnv(base)).toMatchObject({ env: { METRICS_HOST: "127.0.0.1" } });
  expect(parseEnv(base)).not.toHaveProperty("env.METRICS_PORT");
});

test("an empty variable counts as not set", () => {
  expect(parseEnv({ ...base, PORT: "", MONGODB_URI: "" })).toMatchObject({ ok: true, env: { PORT: 3000 } });
});

test.each([
  [{ PORT: "abc" }, 'PORT must be a whole number from 0 to 65535, not "abc"'],
  [{ PORT: "70000" }, 'PORT must be a whole number from 0 to 65535, not "70000"'],
  [{ MONGODB_URI: "http://x", SESSION_SECRET: secret }, "MONGODB_URI must begin with"],
  [{ MONGODB_URI: "mongodb://x" }, "SESSION_SECRET must be set when MONGODB_URI is"],
  [{ SESSION_SECRET: "short" }, "SESSION_SECRET must have at least 32 characters"],
  [{ DEMO: "yes" }, 'DEMO must be 0 or 1, not "yes"'],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of"],
  [{ METRICS_PORT: "9464x" }, "METRICS_PORT must be a whole number"],
  [{ METRICS_PORT: "3000" }, "METRICS_PORT must be another one than PORT"],
  [{ NODE_ENV: "prod" }, "NODE_ENV must be"],
  [{ WEB_PROCESSES: "0" }, 'WEB_PROCESSES must be a whole number from 1 to 32, not "0"'],
  [{ WEB_PROCESSES: "33" }, 'WEB_PROCESSES must be a whole number from 1 to 32, not "33"'],
  [{ READ_PREFERENCE: "any" }, "READ_PREFERENCE must be one of primary, "],
])("%o stops the start with one line that names it", (variables, line) => {
  const parsed = parseEnv({ ...base, ...variables });
  expect(parsed.ok).toBe(false);
  expect(parsed).toMatchObject({ problems: [expect.stringContaining(line)] });
  expect(JSON.stringify(parsed)).not.toContain('"short"');
});

test("a deployment and a secret go together", () => {
  expect(parseEnv({ ...base, MONGODB_URI: "mongodb://x", SESSION_SECRET: secret }).ok).toBe(true);
});
