import { Agent, request } from "node:http";

/** What a server answered, its body as text. */
export interface PlainAnswer {
  status: number;
  location: string;
  text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a request with whatever headers, also those that `fetch` sets by itself; of a stream only the head is read. */
export function sendPlain(
  url: string,
  { method, headers, body = "" }: { method: string; headers: Record<string, string>; body?: string },
): Promise<PlainAnswer> {
  // What states another length than it has is the last on its connection.
  const isLast = "content-length" in headers;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: isLast ? false : agent }, (answer) => {
      const status = answer.statusCode ?? 0;
      const location = answer.headers.location ?? "";
      let text = "";
      const end = () => resolve({ status, location, text });
      if (isLast || answer.headers["content-type"]?.startsWith("text/event-stream")) {
        end();
        return void sent.destroy();
      }
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("end", end);
    });
    sent.on("error", reject);
    if (isLast) sent.write(body);
    else sent.end(body);
  });
}

const OUTCOMES: Record<number, string> = {
  ...{ 403: "refused", 404: "none", 405: "noMethod", 409: "elsewhere", 413: "tooLarge", 415: "noForm" },
};

/** What an answer means for who asked, in a word; `in` where they were let in. */
export function outcomeOf({ status, location }: PlainAnswer): string {
  if (location.startsWith("/login?") || status === 401) return "signIn";
  return OUTCOMES[status] ?? "in";
}

/** One value for each header, whatever the case of its name. */
export function lowerCase(named: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name.toLowerCase(), value]));
}
