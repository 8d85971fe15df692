import { startEmbeddedDatabase } from "../../db/embedded/index.ts";

// Serves a folder until it is killed; tells its parent the connection string, and its memory when asked.
const startedAt = performance.now();
const { uri } = await startEmbeddedDatabase({
  directory: process.argv[2]!,
  log: (level, message) => process.stderr.write(`${level} ${message}\n`),
});
process.on("message", () => process.send!({ rss: process.memoryUsage.rss() }));
process.send!({ uri, openedIn: performance.now() - startedAt });
