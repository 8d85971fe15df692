import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import express, { type RequestHandler, type Response } from "express";

const COMPRESSED = ".br";
const IMMUTABLE = { immutable: true, maxAge: "1y" } as const;

/** Serves the built pages' files and the widgets from `directory`, the build. */
export function builtFiles(directory: string): RequestHandler[] {
  const hashed = express.static(join(directory, "client/assets"), {
    ...IMMUTABLE,
    fallthrough: false,
    setHeaders: tellCompression,
  });
  const others = express.static(join(directory, "client"), { maxAge: "1h" });
  const names = new Set(readdirSync(join(directory, "client")).map((name) => `/${name}`));
  const widgets = express.static(join(directory, "widgets"), {
    fallthrough: true,
    setHeaders: (response, path) => {
      tellCompression(response, path);
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
      const isHashed = /\.[0-9a-f]{12}\.js(\.br)?$/.test(path);
      response.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "public, max-age=300");
    },
  });
  return [
    under("/assets", compressed(join(directory, "client/assets")), hashed),
    under("/widgets", compressed(join(directory, "widgets")), widgets),
    only(names, others),
  ];
}

/** Has the file sent that the build compressed, where there is one and the browser takes it. */
function compressed(directory: string): RequestHandler {
  const names = new Set(readdirSync(directory));
  return (request, response, next) => {
    const name = request.path.slice(1);
    if (["GET", "HEAD"].includes(request.method) && names.has(`${name}${COMPRESSED}`)) {
      response.vary("Accept-Encoding");
      if (request.acceptsEncodings("br")) request.url = `/${name}${COMPRESSED}`;
    }
    next();
  };
}

function tellCompression(response: Response, path: string): void {
  if (path.endsWith(COMPRESSED))
    response.type(extname(path.slice(0, -COMPRESSED.length))).set("Content-Encoding", "br");
}

/** Asks the disk for those paths alone, not for each page. */
function only(paths: ReadonlySet<string>, serve: RequestHandler): RequestHandler {
  return (request, response, next) => (paths.has(request.path) ? serve(request, response, next) : next());
}

function under(path: string, ...handlers: RequestHandler[]): RequestHandler {
  return express.Router().use(path, ...handlers);
}
