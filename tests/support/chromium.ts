import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A browser on this machine, and the arguments that it needs here. */
export interface Chromium {
  executablePath: string;
  args: string[];
}

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const USUAL_PLACES = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  "/opt/google/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * What the packaged browser would do otherwise than the ones that people use: it would live in one process, which doesn't
 * survive a test run, and keep no two sites apart.
 */
const UNWANTED = ["--single-process", "--disable-web-security", "site-isolation", "site-per-process"];

/** Finds a browser: the one that CHROMIUM_PATH names, else an installed one, else the one in `@sparticuz/chromium`. */
export async function findChromium(): Promise<Chromium> {
  // Chromium's sandbox refuses to start for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const installed = process.env.CHROMIUM_PATH || installedChromium();
  if (installed) return { executablePath: installed, args };
  const { default: packaged } = await import("@sparticuz/chromium");
  return {
    executablePath: await packaged.executablePath(),
    args: packaged.args.filter((argument) => !UNWANTED.some((part) => argument.includes(part))),
  };
}

function installedChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...USUAL_PLACES];
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...USUAL_PLACES.slice(4),
  ];
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
