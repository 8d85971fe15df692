import type { MongoClient } from "mongodb";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const COMMAND_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Counts the commands that the client sends, by name, and the connections of its pools. */
export function countDatabase(registry: Registry, client: MongoClient): void {
  const registers = [registry];
  const commands = new Histogram({
    name: "hub_database_command_duration_seconds",
    help: "Commands to the database by name, whether they failed, and how long they took",
    labelNames: ["command", "outcome"] as const,
    buckets: COMMAND_SECONDS,
    registers,
  });
  const connections = new Gauge({
    name: "hub_database_connections",
    help: "Connections to the database: open, in use, and waited for",
    labelNames: ["state"] as const,
    registers,
  });
  const failures = new Counter({
    name: "hub_database_connection_failures_total",
    help: "Times that no connection to the database was to be had",
    registers,
  });
  client.on("commandSucceeded", ({ commandName, duration }) =>
    commands.observe({ command: commandName, outcome: "ok" }, duration / 1_000),
  );
  client.on("commandFailed", ({ commandName, duration }) =>
    commands.observe({ command: commandName, outcome: "failed" }, duration / 1_000),
  );
  const [open, inUse, awaited] = ["open", "inUse", "awaited"].map((state) => {
    connections.set({ state }, 0);
    return (by: number) => connections.inc({ state }, by);
  }) as [Change, Change, Change];
  client.on("connectionCreated", () => open(1));
  client.on("connectionClosed", () => open(-1));
  client.on("connectionCheckOutStarted", () => awaited(1));
  client.on("connectionCheckOutFailed", () => {
    awaited(-1);
    failures.inc();
  });
  client.on("connectionCheckedOut", () => {
    awaited(-1);
    inUse(1);
  });
  client.on("connectionCheckedIn", () => inUse(-1));
}

type Change = (by: number) => void;
