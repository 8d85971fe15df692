import { rmSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

// Loaded into each server that tests start. When the process of the tests has ended, however it did, another one is the server's
// parent; then the server stops too, and leaves no data behind.
if (isMainThread) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.once("exit", () => rmSync(process.env.DATA_DIR, { recursive: true, force: true }));
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}
