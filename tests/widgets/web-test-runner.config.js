import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { chromeLauncher } from "@web/test-runner-chrome";
import { findChromium } from "../support/chromium.ts";
import { servePages } from "./served-pages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { executablePath, args } = await findChromium();

/** The widgets' tests in a real browser, with a fixed time zone and language. */
export default {
  rootDir: root,
  files: "tests/widgets/*.test.ts",
  nodeResolve: { exportConditions: ["production", "default"] },
  concurrency: 1,
  testsFinishTimeout: 60_000,
  plugins: [esbuildPlugin({ ts: true, target: "es2022", tsconfig: `${root}/tsconfig.json` })],
  middleware: [servePages()],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath,
        args: [...args, "--lang=en-US", "--mute-audio", "--disable-dev-shm-usage"],
        env: { ...process.env, TZ: "America/New_York", LANG: "en_US.UTF-8" },
      },
    }),
  ],
  testFramework: { config: { timeout: 30_000 } },
};
