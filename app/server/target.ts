import type { Request, RequestHandler } from "express";

/** The methods that are known here. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const UNRESERVED = /^[A-Za-z0-9._~-]$/;
/** A name or address, and perhaps a port. */
const HOST = /^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * Gives every request one address, which all that follows goes by: the path as it is routed, decoded where that changes
 * nothing, and the host that the browser sees. Refuses what has none with 400, and an unknown method with 405.
 *
 * With `origin` the host must be that one's; without, any that is well-formed. Behind a proxy `X-Forwarded-Host` tells it.
 */
export function oneAddress(origin: URL | null): RequestHandler {
  return (request, response, next) => {
    const refuse = (status: number, text: string) => response.status(status).type("text").send(`${text}\n`);
    const refuseMethod = () => {
      response.set("Allow", "GET, HEAD, POST");
      return refuse(405, "There is no such method here.");
    };
    if (!METHODS.includes(request.method)) return refuseMethod();
    const target = routedTarget(request.url);
    if (target === null) return refuse(400, "The address of the request can't be read.");
    const host = hostOf(request);
    if (host === null) return refuse(400, "The Host header can't be read.");
    if (origin && !isHostOf(origin, host)) return refuse(400, "The Host header names another site.");
    if (isPlainOptions(request)) return refuseMethod();
    request.url = request.originalUrl = target;
    request.headers.host = origin?.host ?? host;
    // Whoever reads it from here on must find the same.
    delete request.headers["x-forwarded-host"];
    next();
  };
}

/** True where OPTIONS doesn't ask, for a page of another site, what it may send. */
function isPlainOptions({ method, headers }: Request): boolean {
  return method === "OPTIONS" && !(headers.origin && headers["access-control-request-method"]);
}

/** True where Express is told of proxies in front, whose headers then count. */
export function isBehindProxy(request: Request): boolean {
  return Number(request.app.get("trust proxy")) > 0;
}

/** The origin that the browser sees, such as `https://hub.example`. */
export function ownOrigin(request: Request, origin: URL | null): string {
  return origin?.origin ?? new URL(`${request.protocol}://${request.headers.host}`).origin;
}

/** The path and query of a request's target as they are routed; null where it is no path, or can't be decoded. */
export function routedTarget(target: string): string | null {
  if (!target.startsWith("/")) return null;
  const question = target.indexOf("?");
  const rawPath = question === -1 ? target : target.slice(0, question);
  const plain = rawPath.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(parseInt(code.slice(1), 16));
    return UNRESERVED.test(character) ? character : code;
  });
  // A second slash would begin a host.
  const url = `http://host${plain.replace(/^[/\\]+/, "/")}`;
  if (!URL.canParse(url)) return null;
  const { pathname } = new URL(url);
  try {
    // The pages' router reads the decoded path as an address: it must lead nowhere else.
    if (new URL(decodeURIComponent(pathname), "http://host").host !== "host") return null;
  } catch {
    return null;
  }
  return pathname + (question === -1 ? "" : target.slice(question));
}

/** The host that the browser sees, with its port where it is told; null where there is none, or no valid one. */
function hostOf(request: Request): string | null {
  const forwarded = isBehindProxy(request) ? request.get("X-Forwarded-Host")?.split(",", 1)[0]?.trim() : undefined;
  const host = forwarded || request.headers.host || "";
  const port = forwarded && !/:\d+$/.test(forwarded) ? forwardedPort(request) : "";
  return HOST.test(host) && URL.canParse(`http://${host}${port}`) ? `${host}${port}` : null;
}

/** nginx's `$host` leaves the port out, and another header tells it. */
function forwardedPort(request: Request): string {
  const port = request.get("X-Forwarded-Port")?.split(",", 1)[0]?.trim() ?? "";
  return /^\d{1,5}$/.test(port) ? `:${port}` : "";
}

/** True where the host is the origin's; the port counts where it is told. */
function isHostOf(origin: URL, host: string): boolean {
  const { hostname, port } = new URL(`${origin.protocol}//${host}`);
  return hostname === origin.hostname && (port === origin.port || !/:\d+$/.test(host));
}
