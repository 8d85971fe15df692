import * as v from "valibot";

const wholeNumber = (name: string, max: number, min = 0) => {
  const rule = `${name} must be a whole number from ${min} to ${max}`;
  return v.pipe(v.string(), v.regex(/^\d+$/, rule), v.transform(Number), v.minValue(min, rule), v.maxValue(max, rule));
};

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const READ_PREFERENCES = ["primary", "primaryPreferred", "secondary", "secondaryPreferred", "nearest"] as const;
const MOST_PROCESSES = 32;
const SECRET_LENGTH = 32;
const SINGLE_SIGN_ON = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_DOMAIN"] as const;
const SECRETS = new Set(["SESSION_SECRET", "OIDC_CLIENT_SECRET", "EMBED_TOKEN_KEYS", "MONGODB_URI"]);

const Environment = v.pipe(
  v.object({
    NODE_ENV: v.picklist(["production", "development", "test"], "NODE_ENV must be production, development or test"),
    PORT: v.optional(wholeNumber("PORT", 65_535), "3000"),
    WEB_PROCESSES: v.optional(wholeNumber("WEB_PROCESSES", MOST_PROCESSES, 1), "1"),
    /** Which of them this is, where another one keeps it. */
    WEB_PROCESS: v.optional(wholeNumber("WEB_PROCESS", MOST_PROCESSES, 1)),
    HOST: v.optional(v.pipe(v.string(), v.nonEmpty("HOST must not be empty"))),
    ORIGIN: v.nullish(
      v.pipe(
        v.string(),
        v.check(isOrigin, "ORIGIN must be the address that browsers see, such as https://hub.example"),
        v.transform((text) => new URL(text)),
      ),
      null,
    ),
    MONGODB_URI: v.optional(
      v.pipe(v.string(), v.regex(/^mongodb(\+srv)?:\/\//, "MONGODB_URI must begin with mongodb:// or mongodb+srv://")),
    ),
    READ_PREFERENCE: v.optional(
      v.picklist(READ_PREFERENCES, `READ_PREFERENCE must be one of ${READ_PREFERENCES.join(", ")}`),
      "primary",
    ),
    DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty("DATA_DIR must not be empty")), ".data"),
    SESSION_SECRET: v.optional(
      v.pipe(v.string(), v.minLength(SECRET_LENGTH, `SESSION_SECRET must have at least ${SECRET_LENGTH} characters`)),
    ),
    EMBED_TOKEN_KEYS: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^[\w-]+:[^,]{32,}(,[\w-]+:[^,]{32,})*$/,
          "EMBED_TOKEN_KEYS must be id:secret,id:secret, each secret of 32 or more characters",
        ),
      ),
    ),
    DEMO: v.optional(v.picklist(["0", "1"], "DEMO must be 0 or 1"), "1"),
    LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}`), "info"),
    METRICS_PORT: v.optional(wholeNumber("METRICS_PORT", 65_535)),
    METRICS_HOST: v.optional(v.pipe(v.string(), v.nonEmpty("METRICS_HOST must not be empty")), "127.0.0.1"),
    HSTS_SUBDOMAINS: v.optional(v.picklist(["0", "1"], "HSTS_SUBDOMAINS must be 0 or 1"), "0"),
    TRUST_PROXY: v.optional(wholeNumber("TRUST_PROXY", 10), "0"),
    OIDC_ISSUER: v.optional(v.pipe(v.string(), v.url("OIDC_ISSUER must be an address such as https://login.example"))),
    OIDC_CLIENT_ID: v.optional(v.string()),
    OIDC_CLIENT_SECRET: v.optional(v.string()),
    OIDC_DOMAIN: v.optional(
      v.pipe(
        v.string(),
        v.toLowerCase(),
        v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "OIDC_DOMAIN must be the domain of the emails, such as acme.example"),
      ),
    ),
    API_REQUESTS_PER_MINUTE: v.optional(wholeNumber("API_REQUESTS_PER_MINUTE", 1_000_000), "1200"),
    SIGN_IN_FAILURES_PER_QUARTER_HOUR: v.optional(wholeNumber("SIGN_IN_FAILURES_PER_QUARTER_HOUR", 1_000_000), "50"),
  }),
  v.check(
    ({ MONGODB_URI, SESSION_SECRET }) => !MONGODB_URI || SESSION_SECRET !== undefined,
    `SESSION_SECRET must be set when MONGODB_URI is: any ${SECRET_LENGTH} or more random characters, the same at each start`,
  ),
  v.check(
    (variables) => new Set(SINGLE_SIGN_ON.map((name) => variables[name] === undefined)).size === 1,
    `${SINGLE_SIGN_ON.join(", ")} are set together or not at all`,
  ),
  v.check(
    ({ METRICS_PORT, PORT }) => METRICS_PORT !== PORT || PORT === 0,
    "METRICS_PORT must be another one than PORT",
  ),
  v.check(
    ({ OIDC_ISSUER, NODE_ENV }) => !OIDC_ISSUER || OIDC_ISSUER.startsWith("https:") || NODE_ENV === "test",
    "OIDC_ISSUER must begin with https://",
  ),
);

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, "");
}

/** What the environment says, parsed. */
export type Env = v.InferOutput<typeof Environment>;

/** The parsed environment, or the lines that say what is wrong with it. */
export type ParsedEnv = { ok: true; env: Env } | { ok: false; problems: string[] };

/** Reads the variables; an empty one counts as not set. */
export function parseEnv(variables: Record<string, string | undefined>): ParsedEnv {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = v.safeParse(Environment, set);
  if (result.success) return { ok: true, env: result.output };
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    const value = path ? set[path] : undefined;
    const shown = value === undefined || (path && SECRETS.has(path)) ? "" : `, not ${JSON.stringify(value)}`;
    return `${issue.message}${shown}`;
  });
  return { ok: false, problems };
}
