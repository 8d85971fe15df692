import { createCookie, createSessionStorage, type AppLoadContext, type Session } from "@remix-run/node";
import { randomBytes } from "node:crypto";
import * as v from "valibot";
import { deleteSession, readSession, saveSession } from "../database.server.ts";

const DAYS = 24 * 60 * 60;
const LIFETIME_SECONDS = 14 * DAYS;

/** What a session holds: who signed in, and the organization they work in. */
export interface SignedIn {
  userId: string;
  organizationId: string;
}

/** The user who signed in with this browser, or null. */
export async function readSignedIn(request: Request, context: AppLoadContext): Promise<SignedIn | null> {
  const session = await openSession(request, context);
  const data = v.safeParse(v.object({ userId: v.string(), organizationId: v.string() }), session.data);
  return data.success ? data.output : null;
}

/** Starts a session under a new id, ends the one before, and returns the cookie to set. */
export async function startSession(request: Request, context: AppLoadContext, data: SignedIn): Promise<string> {
  const storage = sessions(context);
  await storage.destroySession(await openSession(request, context));
  const session = await storage.getSession();
  for (const [key, value] of Object.entries(data)) session.set(key, value);
  return storage.commitSession(session);
}

/** Ends the session and returns the cookie that removes it from the browser. */
export async function endSession(request: Request, context: AppLoadContext): Promise<string> {
  return sessions(context).destroySession(await openSession(request, context));
}

function openSession(request: Request, context: AppLoadContext): Promise<Session> {
  return sessions(context).getSession(request.headers.get("Cookie"));
}

function sessions({ database, sessionSecret, secure, now }: AppLoadContext) {
  const nowDate = new Date(now.epochMilliseconds);
  const expiresAt = new Date(now.epochMilliseconds + LIFETIME_SECONDS * 1_000);
  return createSessionStorage({
    cookie: createCookie("follow-ups-session", {
      secrets: [sessionSecret],
      httpOnly: true,
      sameSite: "lax",
      secure,
      path: "/",
      maxAge: LIFETIME_SECONDS,
    }),
    async createData(data) {
      const id = randomBytes(32).toString("base64url");
      await saveSession(database, { id, data, expiresAt });
      return id;
    },
    readData: (id) => readSession(database, id, nowDate),
    updateData: (id, data) => saveSession(database, { id, data, expiresAt }),
    deleteData: (id) => deleteSession(database, id),
  });
}
