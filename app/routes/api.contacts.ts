import type * as v from "valibot";
import type { ContactsAnswer, SavedAnswer } from "../api/answers.ts";
import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiKey, type CallingKey } from "../api/callers.server.ts";
import { ApiRefusal } from "../api/errors.ts";
import { readJson, readQuery } from "../api/input.server.ts";
import { tellOfExchange } from "../api/tell-of-exchange.server.ts";
import { listContactsById, saveContacts } from "../database.server.ts";
import {
  ContactPatch,
  ContactsBody,
  ContactsQuery,
  ContactUpsert,
  MOST_CONTACTS_KIBIBYTES,
} from "../domain/contact-api-input.ts";

type KeyCall = ApiCall<CallingKey>;

async function listContacts(call: KeyCall): Promise<v.InferOutput<typeof ContactsAnswer>> {
  const query = readQuery(call.request, ContactsQuery);
  await tellOfExchange(call, "exported");
  return listContactsById(call.context.database, call.caller.organizationId, query);
}

const upsertContacts = (call: KeyCall) => save(call, ContactUpsert, false);
const patchContacts = (call: KeyCall) => save(call, ContactPatch, true);

async function save(
  call: KeyCall,
  One: typeof ContactUpsert | typeof ContactPatch,
  existingOnly: boolean,
): Promise<v.InferOutput<typeof SavedAnswer>> {
  const { request, context, caller } = call;
  const { entries, isList } = await readJson(request, ContactsBody(One), { mostKibibytes: MOST_CONTACTS_KIBIBYTES });
  const { now, database } = context;
  const result = await saveContacts(database, caller.organizationId, { entries, existingOnly, now });
  if (result.outcome === "saved") {
    const { added, changed, unchanged, neverDue, alike } = result;
    if (added + changed > 0) await tellOfExchange(call, "imported");
    const warnings = { ...(alike.length > 0 && { alike }), ...(neverDue > 0 && { neverDue }) };
    return { ok: true, added, changed, unchanged, ...warnings };
  }
  const issues = result.problems.map(({ index, field, text }) => ({
    field: isList ? `contacts.${index}.${field}` : field,
    message: text,
  }));
  if (result.outcome === "missing") {
    throw new ApiRefusal("not_found", "Some of these contacts aren't there; nothing was changed.", { issues });
  }
  throw new ApiRefusal("bad_input", "Some of these contacts can't be saved; nothing was changed.", { issues });
}

export const loader = api(requireApiKey("contacts"), { GET: listContacts, POST: upsertContacts, PATCH: patchContacts });
export const action = loader;
