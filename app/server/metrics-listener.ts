import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";

/** Serves the metrics at `/metrics`, and nothing else, on an address of their own; rejects where it is taken. */
export async function listenForMetrics(
  registry: Pick<Registry, "metrics" | "contentType">,
  { port, host }: { port: number; host: string },
): Promise<Server> {
  const server = createServer((request, response) => {
    const refuse = (status: number, headers = {}) => response.writeHead(status, headers).end();
    if (request.url !== "/metrics") return refuse(404);
    if (request.method !== "GET") return refuse(405, { Allow: "GET" });
    registry.metrics().then(
      (text) => response.setHeader("Content-Type", registry.contentType).end(text),
      () => refuse(500),
    );
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    const reason = isTaken ? `port ${port} is in use; set METRICS_PORT to another one` : (error as Error).message;
    throw new Error(`no metrics: ${reason}`, { cause: error });
  }
  console.log(`Metrics: http://${host}:${(server.address() as AddressInfo).port}/metrics`);
  return server;
}
