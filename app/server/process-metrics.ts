import cluster, { type Worker } from "node:cluster";
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Registry,
  type MetricObjectWithValues,
  type MetricValue,
} from "prom-client";

const QUESTION = "metrics";
/** One that doesn't answer meanwhile is left out. */
const LONGEST_WAIT_MILLISECONDS = 2_000;

type Told = MetricObjectWithValues<MetricValue<string>>[];

/** The metrics of this process, which keeps the others (its label `process` is 0), and of each of them by its number. */
export function metricsOfAll(): Pick<Registry, "metrics" | "contentType"> {
  const own = new Registry();
  own.setDefaultLabels({ process: "0" });
  collectDefaultMetrics({ register: own });
  return {
    contentType: own.contentType,
    metrics: async () => {
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      const told = await Promise.all([own.getMetricsAsJSON() as Promise<Told>, ...workers.map(askForMetrics)]);
      return AggregatorRegistry.aggregate(told).metrics();
    },
  };
}

/** Answers the process that keeps this one, and all its metrics say which one it is. */
export function tellMetrics(registry: Registry, number: number): void {
  registry.setDefaultLabels({ process: String(number) });
  collectDefaultMetrics({ register: registry });
  process.on("message", (message) => {
    if (message === QUESTION) void registry.getMetricsAsJSON().then((metrics) => process.send?.({ metrics }));
  });
}

async function askForMetrics(worker: Worker): Promise<Told> {
  return new Promise((resolve) => {
    const answer = (told: Told) => {
      clearTimeout(timer);
      worker.off("message", read);
      worker.off("exit", none);
      resolve(told);
    };
    const none = () => answer([]);
    const read = (message: { metrics?: Told }) => message.metrics && answer(message.metrics);
    const timer = setTimeout(none, LONGEST_WAIT_MILLISECONDS);
    worker.on("message", read);
    worker.once("exit", none);
    worker.send(QUESTION, (error) => error && none());
  });
}
