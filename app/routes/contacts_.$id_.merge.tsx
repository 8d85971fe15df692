import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { MergeCandidates } from "../components/contacts/merge-candidates.tsx";
import { MergeForm } from "../components/contacts/merge-form.tsx";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { mergeCandidates, mergeChoices } from "../contacts/merge-view.server.ts";
import { operationIdOf, THERE_NO_MORE } from "../contacts/removal-form.ts";
import { findProfile, mergeContacts, newId } from "../database.server.ts";
import { readMergeChoice } from "../domain/merge.ts";
import { messageHeader, takeMessage, type Message } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { carriedFrom, profileHref } from "../contacts/way-back.ts";

export const meta: MetaFunction = () => [{ title: "Merge contacts · Follow-ups" }];

export async function loader({ request, context, params: { id = "" } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const { searchParams } = new URL(request.url);
  const profile = await findProfile(context.database, viewer, id);
  if (!profile) throw new Response(THERE_NO_MORE, { status: 404 });
  const { contact } = profile;
  const [search, otherId] = [searchParams.get("search")?.slice(0, 200) ?? "", searchParams.get("with")];
  const [candidates, other, { message, headers }] = await Promise.all([
    otherId === null ? mergeCandidates(context, viewer, contact, search) : [],
    otherId === null ? null : mergeChoices(context, viewer, contact, otherId),
    takeMessage(request, context),
  ]);
  const from = carriedFrom(request);
  const page = { id, name: contact.name, from, search, candidates, other, operationId: newId("op") };
  return data({ account: accountView(viewer), ...page, message }, { headers });
}

export async function action({ request, context, params: { id = "" } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const form = await readForm(request, viewer, context);
  const otherId = String(form.get("with") ?? "");
  const merge = { id, otherId, taken: readMergeChoice(form) ?? undefined, operationId: operationIdOf(form) };
  const result = await mergeContacts(context.database, viewer, auditSource(request, context, viewer), merge);
  if (result.outcome !== "merged") throw new Response(THERE_NO_MORE, { status: 404 });
  const { operationId } = result;
  const text = "Merged the two contacts. For a day you can undo that here or under Done today.";
  const message: Message = { tone: "success", text, operationId, undoes: "removal" };
  const headers = { "Set-Cookie": await messageHeader(context, message) };
  return redirect(profileHref(id, { from: carriedFrom(request) }), { status: 303, headers });
}

export default function MergeContacts() {
  const { account, id, name, from, search, candidates, other, operationId, message } = useLoaderData<typeof loader>();
  return (
    <Page account={account} message={message}>
      <BackLink href={profileHref(id, { from })} label={name} />
      <h1>
        Merge <bdi>{name}</bdi>
        {other ? (
          <>
            {" "}
            with <bdi>{other.name}</bdi>
          </>
        ) : (
          " with another contact"
        )}
      </h1>
      {other ? (
        <MergeForm
          name={name}
          other={other}
          operationId={operationId}
          cancelHref={profileHref(id, { part: "merge", from })}
        />
      ) : (
        <MergeCandidates search={search} candidates={candidates} from={from} />
      )}
    </Page>
  );
}
