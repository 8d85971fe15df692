import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { BackLink } from "../components/back-link.tsx";
import { ChooseColumns } from "../components/import/choose-columns.tsx";
import { ImportResult } from "../components/import/import-result.tsx";
import { JobProgress } from "../components/import/job-progress.tsx";
import { useRevalidateWhile } from "../components/import/use-revalidate-while.ts";
import { Page } from "../components/page.tsx";
import { listMembers } from "../database.server.ts";
import { readFormData } from "../form-data.server.ts";
import { readChosen } from "../import/read-chosen.server.ts";
import { importView } from "../import/import-view.ts";
import { requireAdmin } from "../auth/require-admin.server.ts";
import { startCheck, startRun } from "../import/start-job.server.ts";
import { startUndo } from "../import/undo-job.server.ts";
import { endedOrAfter } from "../import/upload-job.server.ts";
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
  const isRun = upload.run?.state === "running" || upload.run?.state === "finished";
  const read = await readChosen(upload, searchParams.has("name") ? searchParams : null, { viewer, members }, context);
  if (!isRun) await startCheck(upload, read, context);
  await endedOrAfter(upload.document, isRun ? "run" : "check", WAIT_MILLISECONDS, context);
  const later = await requireCurrentUpload(context, viewer, params.upload);
  return data({ account: accountView(viewer), members, view: importView(later, read, viewer.locale) });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request, context);
  const upload = await requireCurrentUpload(context, viewer, params.upload);
  const members = await listMembers(context.database, viewer.organizationId);
  const form = await readFormData(request);
  const source = auditSource(request, context, viewer);
  if (form.get("intent") === "undo") {
    await startUndo(upload, source, context);
    await endedOrAfter(upload.document, "undo", WAIT_MILLISECONDS, context);
    return redirect(`/import/${upload.id}`, { status: 303 });
  }
  const read = await readChosen(upload, form, { viewer, members }, context);
  await startRun(upload, { ...read, source }, context);
  await endedOrAfter(upload.document, "run", WAIT_MILLISECONDS, context);
  return redirect(`/import/${upload.id}`, { status: 303 });
}

export default function ImportUpload() {
  const { account, members, view } = useLoaderData<typeof loader>();
  const { run, check, undo } = view;
  const isUndoing = undo?.state === "running";
  useRevalidateWhile(isUndoing || run?.state === "running" || (!run && check?.state === "running"));
  return (
    <Page account={account} message={null}>
      <BackLink href="/import" label="Choose another file" />
      <h1>
        Import <bdi>{view.fileName}</bdi>
      </h1>
      {run?.state === "running" && <JobProgress job={run} doing="Importing" />}
      {undo && isUndoing && (
        <JobProgress
          job={{ percent: undo.total ? Math.floor((undo.done / undo.total) * 100) : 0, rows: undo.done }}
          doing="Undoing the import"
        />
      )}
      {run?.state === "finished" && !isUndoing && <ImportResult job={run} view={view} />}
      {run?.state !== "running" && run?.state !== "finished" && <ChooseColumns view={view} members={members} />}
    </Page>
  );
}
