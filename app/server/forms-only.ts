import type { RequestHandler } from "express";

/** Enough for a form that names two hundred contacts, each id as long as it may be. */
const MOST_BYTES = 256 * 1024;
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** What checks its bodies by itself: the API, and the upload of a file to import. */
const OWN_LIMIT = /^\/(api|import)\b/i;

/** Refuses what the pages' forms never send: another type, a body that is too large, or one that hides its size. */
export function formsOnly(): RequestHandler {
  return (request, response, next) => {
    const { "content-length": length, "content-type": type, "transfer-encoding": encoding } = request.headers;
    if (OWN_LIMIT.test(request.path) || (!encoding && !Number(length))) return next();
    const refuse = (status: number, text: string) => response.status(status).type("text").send(`${text}\n`);
    if (length === undefined) return refuse(411, "Say how long the body is.");
    if (Number(length) > MOST_BYTES) return refuse(413, "The form is too large.");
    if (!FORM.test(type ?? "")) return refuse(415, "Send a form.");
    return next();
  };
}
