import { jsonAnswer } from "./json-answer.ts";

/** Every error the API answers with, and its HTTP status; the only such map. */
const STATUS = {
  bad_input: 400,
  not_signed_in: 401,
  token_expired: 401,
  wrong_origin: 403,
  wrong_scope: 403,
  admins_only: 403,
  no_organization: 403,
  not_found: 404,
  method_not_allowed: 405,
  other_organization: 409,
  operation_id_reused: 409,
  list_changed: 409,
  too_large: 413,
  not_json: 415,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;

/** What went wrong, as a word that programs can tell apart. */
export type ErrorCode = keyof typeof STATUS;

/** All of those words. */
export const ERROR_CODES = Object.keys(STATUS) as ErrorCode[];

/** One field of the input that is wrong, and why. */
export interface Issue {
  field: string;
  message: string;
}

/** The body of every error the API answers with. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; issues: Issue[] };
}

/** The HTTP status that an error is answered with. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** The status and body of an error. */
export function apiError(code: ErrorCode, message: string, issues: Issue[] = []): { status: number; body: ErrorBody } {
  return { status: STATUS[code], body: { error: { code, message, issues } } };
}

/** Thrown inside the API to answer with an error. */
export class ApiRefusal extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[];
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, more: { issues?: Issue[]; headers?: Record<string, string> } = {}) {
    super(message);
    this.code = code;
    this.issues = more.issues ?? [];
    this.headers = more.headers ?? {};
  }

  /** The answer that the caller gets. */
  toResponse(): Response {
    const { status, body } = apiError(this.code, this.message, this.issues);
    return jsonAnswer(JSON.stringify(body), { "Cache-Control": "no-store", ...this.headers }, status);
  }
}

/** The refusal of a request under the id of another one, which it tells in words. */
export function idReused(field: "operationId" | "newOperationId" | "id", request: string): ApiRefusal {
  const message = `That id belongs to another request already: ${request}.`;
  return new ApiRefusal("operation_id_reused", message, { issues: [{ field, message }] });
}
