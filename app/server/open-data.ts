import type { Logger } from "pino";
import { Temporal } from "temporal-polyfill";
import { DEMO_SIGN_IN, isEmpty, loadDemoData, openDatabase } from "../database.server.ts";
import type { Env } from "./env.ts";

/** Opens the database that the environment names; an empty embedded one gets demo data, unless that isn't wanted. */
export async function openData(env: Env, log: Logger, watch?: Parameters<typeof openDatabase>[2]) {
  const connection = await openDatabase(
    { uri: env.MONGODB_URI, directory: env.DATA_DIR, readPreference: env.READ_PREFERENCE },
    (level, message) => log[level](message),
    watch,
  );
  const isFirstStart = isDemo(env) && (await isEmpty(connection.database));
  if (isFirstStart) await loadDemoData(connection.database, Temporal.Now.instant());
  return { ...connection, isFirstStart };
}

/** True where the embedded database is served with demo data. */
export function isDemo({ MONGODB_URI, DEMO }: Env): boolean {
  return !MONGODB_URI && DEMO === "1";
}

/** Tells where the hub is, and after the first start how to sign in. */
export function tellAddress(port: number, isFirstStart: boolean): void {
  const demoHint = isFirstStart
    ? `\nDemo data: sign in as ${DEMO_SIGN_IN.email} with the password ${DEMO_SIGN_IN.password}`
    : "";
  console.log(`Follow-ups hub: http://localhost:${port}${demoHint}`);
}
