import { upgrade } from "../../db/embedded/storage/upgrade.ts";

// Brings a data file to this version's format, and is killed at the first news of how far it is.
upgrade(process.argv[2]!, (_level, message) => {
  if (message.endsWith("documents")) process.kill(process.pid, "SIGKILL");
});
