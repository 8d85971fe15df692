import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What the app reads of requests, by the names that stand in its sources. */
export interface AppInputs {
  /** Headers, in lower case. */
  headers: string[];
  /** Fields of forms and parameters of addresses. */
  fields: string[];
}

/** What Express tells of a request by itself, and by which header. */
const TOLD_BY: Record<string, string> = {
  ip: "x-forwarded-for",
  protocol: "x-forwarded-proto",
  secure: "x-forwarded-proto",
};

/** Each way in which the app's sources read a header; other ways than these are found by `elsewhere`. */
const READS_OF_HEADERS = [
  /(?<!\b(?:response|answer)\.)\bheaders\s*\??\.(?:get|has|getSetCookie)\(\s*"([\w-]+)"/g,
  /\bheaders\)\s*\.(?:get|has)\(\s*"([\w-]+)"/g,
  /\bheaders\s*(?:\?\.)?\[\s*"([\w-]+)"\s*\]/g,
  /(?<!\b(?:response|answer)\.)\bheaders\.(?!(?:get|has|set|append|delete)\b)([a-z]\w*)/g,
  /\brequest\.(?:get|header)\(\s*"([\w-]+)"/g,
];
const DESTRUCTURED = /\{([^{}]*)\}(?::\s*\w+)?\s*=\s*\w+\.headers\b/g;
const BY_VARIABLE = /\b(?:headers\.(?:get|has)|request\.(?:get|header))\(\s*(?!")[^)]|\bheaders\s*\[\s*(?!")\w/;
/** Headers that are handed on whole, or under another name: what is read of them can't be told. */
const HANDED_ON =
  /\b(?:request|req)\s*\??\.headers\b(?!\s*(?:\??\.|\[))(?<!\}\s*(?::\s*\w+\s*)?=\s*\w+\.headers)(?<!new Headers\(request\.headers)|\brawHeaders\b|\bheadersDistinct\b|\{[^{}]*\bheaders\b[^{}]*\}\s*=\s*(?:request|req)\b/;
const EXPRESS = /\brequest\.(ip|ips|protocol|secure|hostname|subdomains|xhr|fresh|accepts|range|is)\b/g;
/** Fields that are taken from a whole form or address without a schema. */
const FROM_WHOLE = /\}\s*=\s*Object\.fromEntries\(/;
/** The fields of a schema, in a file that reads a whole form or address by one. */
const BY_SCHEMA = /Object\.fromEntries\((?:form|query)\)/;
const OF_SCHEMA = [/\b(\w+): v\.\w+\(/g, /^ {2}(\w+): [A-Z]\w*(?:,$|\()/gm];
const FIELDS = [
  /\b(?:oneOf|placeOf|memberIn)\((?:[^"()]*, )?"(\w+)"\)/g,
  /\.(?:get|getAll|has)\(\s*"([a-z]\w*)"/g,
  /<(?:input|select|textarea|button)\b[^>]*?\bname="(\w+)"/gs,
];

/** Everything that the app's sources read by name; throws where one reads a header by a name that it makes. */
export async function appInputs(): Promise<AppInputs> {
  const root = new URL("../../app", import.meta.url).pathname;
  const files = (await readdir(root, { recursive: true })).filter((file) => /\.tsx?$/.test(file));
  const headers = new Set<string>();
  const fields = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(root, file), "utf8");
    if (FROM_WHOLE.test(text)) throw new Error(`${file} takes fields from a form or address as a whole`);
    for (const pattern of FIELDS) for (const [, name] of text.matchAll(pattern)) fields.add(name!);
    if (BY_SCHEMA.test(text))
      for (const pattern of OF_SCHEMA) for (const [, name] of text.matchAll(pattern)) fields.add(name!);
    // What stands in pages reads answers.
    if (file.startsWith("components/")) continue;
    if (HANDED_ON.test(text)) throw new Error(`${file} hands the request's headers on as a whole`);
    if (BY_VARIABLE.test(text)) throw new Error(`${file} reads a header whose name doesn't stand there`);
    for (const pattern of READS_OF_HEADERS)
      for (const [, name] of text.matchAll(pattern)) headers.add(name!.toLowerCase());
    for (const [, names] of text.matchAll(DESTRUCTURED))
      for (const name of names!.split(",")) headers.add(name.split(":")[0]!.replaceAll('"', "").trim().toLowerCase());
    for (const [, name] of text.matchAll(EXPRESS)) headers.add(TOLD_BY[name!] ?? `request.${name}`);
  }
  return { headers: [...headers].sort(), fields: [...fields].sort() };
}
