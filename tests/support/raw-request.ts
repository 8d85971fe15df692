import { connect } from "node:net";

/** What a server sent back over one connection: the status of its first answer (null where it sent none), and all text. */
export interface RawAnswer {
  status: number | null;
  text: string;
}

const LONGEST_WAIT = 10_000;

/** Sends bytes as they are, which no HTTP client would, and waits for the end of the connection. */
export function sendRaw(origin: string, ...parts: (string | Uint8Array)[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`No end after ${LONGEST_WAIT} ms: ${text.slice(0, 200)}`));
    }, LONGEST_WAIT);
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => (text += chunk));
    // What the server has refused, it may cut off while it is still sent.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ""))?.[1];
      resolve({ status: status ? Number(status) : null, text });
    });
    for (const part of parts) socket.write(part);
  });
}

/** One request that asks for the connection's end. */
export function requestText(line: string, headers: Record<string, string> = {}, body = ""): string {
  const all: Record<string, string> = { Host: "localhost", Connection: "close", ...headers };
  if (body) all["Content-Length"] ??= String(Buffer.byteLength(body));
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}
