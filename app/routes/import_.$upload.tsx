import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { ChooseColumns } from "../components/import/choose-columns.tsx";
import { ImportResult } from "../components/import/import-result.tsx";
import { JobProgress } from "../components/import/job-progress.tsx";
import { useRevalidateWhile } from "../components/import/use-revalidate-while.ts";
import { Page } from "../components/page.tsx";
import { listMembers } from "../database.server.ts";
import { guessColumns } from "../domain/column-guess.ts";
import { readFormData } from "../form-data.server.ts";
import { readChoice } from "../import/import-choice.ts";
import { endedOrAfter } from "../import/import-job.server.ts";
import { importView } from "../import/import-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { startCheck, startRun } from "../import/start-job.server.ts";
import { requireCurrentUpload } from "../import/uploads.server.ts";

/** Long enough for a small file to be through, so that most people never see a bar. */
const WAIT_MILLISECONDS = 700;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Import ${data?.view.fileName ?? "contacts"} · Follow-ups` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const upload = await requireCurrentUpload(context, viewer, params.upload);
  const members = await listMembers(context.database, viewer.organizationId);
  const { searchParams } = new URL(request.url);
  const choice = searchParams.has("name")
    ? readChoice(searchParams, upload.columns, idsOf(members))
    : (upload.run?.choice ?? {
        columns: guessColumns(upload.columns, upload.rows),
        assign: undefined,
        rest: viewer.userId,
        clearEmpty: false,
      });
  const isRun = upload.run?.state === "running" || upload.run?.state === "finished";
  const job = isRun ? upload.run : startCheck(upload, choice, context);
  if (job) await endedOrAfter(job, WAIT_MILLISECONDS);
  return data({ account: accountView(viewer), members, view: importView(upload, choice) });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const upload = await requireCurrentUpload(context, viewer, params.upload);
  const members = await listMembers(context.database, viewer.organizationId);
  const choice = readChoice(await readFormData(request), upload.columns, idsOf(members));
  await endedOrAfter(startRun(upload, choice, auditSource(request, context, viewer), context), WAIT_MILLISECONDS);
  return redirect(`/import/${upload.id}`, { status: 303 });
}

function idsOf(members: { id: string }[]): string[] {
  return members.map(({ id }) => id);
}

export default function ImportUpload() {
  const { account, members, view } = useLoaderData<typeof loader>();
  const { run, check } = view;
  useRevalidateWhile(run?.state === "running" || (!run && check?.state === "running"));
  return (
    <Page account={account} message={null}>
      <p>
        <Link to="/import">Choose another file</Link>
      </p>
      <h1>
        Import <bdi>{view.fileName}</bdi>
      </h1>
      {run?.state === "running" && <JobProgress job={run} doing="Importing" />}
      {run?.state === "finished" && <ImportResult job={run} />}
      {run?.state !== "running" && run?.state !== "finished" && <ChooseColumns view={view} members={members} />}
    </Page>
  );
}
