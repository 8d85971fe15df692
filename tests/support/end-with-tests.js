import { rmSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

// Loaded into each server that tests start. Its input ends when the process of the tests does, however it does; then the server
// stops too, and leaves no data behind.
if (isMainThread) {
  process.stdin.resume().once("end", () => {
    process.once("exit", () => rmSync(process.env.DATA_DIR, { recursive: true, force: true }));
    process.kill(process.pid, "SIGTERM");
  });
}
