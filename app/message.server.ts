import type { AppLoadContext } from "@remix-run/node";
import * as v from "valibot";
import { signedCookie } from "./cookie.server.ts";
import { LEAD_QUALITIES } from "./domain/contact.ts";

const Quality = v.nullable(v.picklist(LEAD_QUALITIES));

const MessageShape = v.object({
  text: v.string(),
  tone: v.picklist(["success", "error"]),
  /** The operation that an Undo button beside the message takes back. */
  operationId: v.optional(v.string()),
  /** Those that it takes back with it, where there were too many contacts for one. */
  moreOperationIds: v.optional(v.array(v.string())),
  /** How many contacts all of them changed. */
  count: v.optional(v.number()),
  /** That the operation removed a member or a contact, or changed an absence: its undo has words of its own. */
  undoes: v.optional(v.literal("removal")),
  /** Whose lead quality an Undo button beside the message sets back, to what, and from what it is now. */
  leadQualityBefore: v.optional(
    v.object({ contactId: v.string(), contactName: v.string(), leadQuality: Quality, now: Quality }),
  ),
  /** True where it tells that a note was added. */
  isOfNote: v.optional(v.boolean()),
  /** True where the operation gave archived contacts a date, and a button offers to make them active. */
  activates: v.optional(v.boolean()),
  /** What a button says that sets the next dates by cadence after that operation. */
  next: v.optional(v.string()),
  /** True where it sets those of contacts for which nothing says when. */
  isLater: v.optional(v.boolean()),
});

/** What a form's outcome says on the next page, once. */
export type Message = v.InferOutput<typeof MessageShape>;

const SECONDS_TO_NEXT_PAGE = 60;

function messageCookie(context: AppLoadContext) {
  return signedCookie(context, "follow-ups-message", SECONDS_TO_NEXT_PAGE);
}

/** The Set-Cookie header that carries a message to the next page. */
export function messageHeader(context: AppLoadContext, message: Message): Promise<string> {
  return messageCookie(context).serialize(message);
}

/** The message left by the last form, and the headers that remove it from the browser. */
export async function takeMessage(
  request: Request,
  context: AppLoadContext,
): Promise<{ message: Message | null; headers: Headers }> {
  const cookie = messageCookie(context);
  const parsed = v.safeParse(MessageShape, await cookie.parse(request.headers.get("Cookie")));
  const headers = new Headers();
  if (parsed.success) headers.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
  return { message: parsed.success ? parsed.output : null, headers };
}
