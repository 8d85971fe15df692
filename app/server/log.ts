import { pino, type Logger } from "pino";

const EMAIL = /[^\s"'<>(){}[\]:,;/]+@[^\s"'<>(){}[\]:,;/]+/g;
const CREDENTIALS = /:\/\/[^\s/@]*@/g;
const SECRET_PATH = /(\/(?:calendar|reset|join|invitation|invite)\/)[^\s"'/?]+/gi;
const QUERY = /\?[^\s"']+/g;
/** Longer than our ids, as keys, tokens and the ids of sessions are. */
const LONG_WORD = /[\w-]{28,}/g;
const MOST_CAUSES = 3;

/** What of an error a log line holds. */
interface LoggedError {
  type: string;
  message: string;
  code?: string | number;
  codeName?: string;
  stack?: string;
  cause?: LoggedError;
}

/** The server's log. No line of it has a contact, an address or a secret: of an error it keeps only what a list names. */
export function createLog(level: string): Logger {
  return pino({ level, serializers: { err: loggedError } });
}

/**
 * What of an error is logged: its kind, code, place and causes, and its message without what may be somebody's. The
 * database's own messages hold the values that it refuses, so only their code is kept.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error" };
  const { code, codeName } = error as { code?: unknown; codeName?: unknown };
  const holdsValues = "errorResponse" in error || "writeErrors" in error || error.name.startsWith("MongoBulkWrite");
  return {
    type: error.name,
    message: holdsValues ? "the database refused it" : withoutSecrets(error.message),
    ...((typeof code === "string" || typeof code === "number") && { code }),
    ...(typeof codeName === "string" && { codeName }),
    ...(error.stack && { stack: framesOf(error.stack, error.message) }),
    ...(error.cause instanceof Error && depth < MOST_CAUSES && { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** A text of ours without addresses, credentials, keys, tokens, and the queries of URLs. */
export function withoutSecrets(text: string): string {
  return text
    .replace(CREDENTIALS, "://")
    .replace(EMAIL, "…@…")
    .replace(SECRET_PATH, "$1…")
    .replace(QUERY, "?…")
    .replace(LONG_WORD, "…");
}

/** The places in the code; the message before them may have several lines, which may look like places. */
function framesOf(stack: string, message: string): string {
  return stack
    .replace(message, () => "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
