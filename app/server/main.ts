import { setFlagsFromString } from "node:v8";
import { parseEnv, type Env } from "./env.ts";

const fromSource = import.meta.url.endsWith(".ts");
const { env } = process;
// From source, React and Remix look at this when they are first imported, which is after this line; the build has decided it.
env.NODE_ENV ??= fromSource ? "development" : "production";

// By itself the heap grows to several times what is kept before it is collected, on a machine with much memory.
setFlagsFromString("--heap-growing-percent=50");

async function start(env: Env): Promise<void> {
  const keepsOthers = env.WEB_PROCESSES > 1 && env.WEB_PROCESS === undefined && !fromSource;
  if (keepsOthers) return (await import("./web-processes.ts")).keepWebProcesses(env);
  return (await import("./serve.ts")).serve(env, fromSource);
}

function stopWith(problem: string): never {
  console.error(problem);
  process.exit(1);
}

const parsed = parseEnv(env);
if (!parsed.ok) stopWith(parsed.problems.join("\n"));
start(parsed.env).catch((error: unknown) => stopWith(`Can't start: ${error instanceof Error ? error.message : error}`));
