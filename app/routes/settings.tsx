import {
  data,
  redirect,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountView } from "../auth/account-view.ts";
import { auditSource } from "../auth/audit-source.server.ts";
import { singleSignOnView } from "../auth/single-sign-on-view.server.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { Page } from "../components/page.tsx";
import { PresetsForm } from "../components/presets-form.tsx";
import { SingleSignOnForm } from "../components/single-sign-on-form.tsx";
import { SettingsForm } from "../components/settings-form.tsx";
import { findSettings, recordAudit, saveSettings } from "../database.server.ts";
import { readSettingsForm } from "../domain/settings-input.ts";
import { presetViews } from "../follow-ups/preset-dates.server.ts";
import { messageHeader, takeMessage } from "../message.server.ts";
import { readForm } from "../read-form.server.ts";
import { countryProblem, workingDaysView } from "../settings/working-days-view.server.ts";
import { savePresets } from "../settings/save-presets.server.ts";
import { changedSettings } from "../settings/changed-settings.server.ts";

export const meta: MetaFunction = () => [{ title: "Organization settings · Follow-ups" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context);
  const settings = await findSettings(context.database, viewer);
  if (!settings) throw adminsOnly();
  const { message, headers } = await takeMessage(request, context);
  const timeZones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", settings.timeZone])].sort();
  const [singleSignOn, workingDays, presets] = await Promise.all([
    singleSignOnView(context, viewer),
    workingDaysView(settings.workingCalendar, viewer),
    presetViews(viewer.organizationPresets, viewer),
  ]);
  const view = { account: accountView(viewer), settings, timeZones, singleSignOn, workingDays, presets };
  return data({ ...view, message }, { headers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context);
  if (viewer.role !== "admin") throw adminsOnly();
  const form = await readForm(request, viewer, context);
  if (form.get("intent") === "presets") {
    const saved = await savePresets(form, request, context, viewer);
    if (saved.outcome === "badInput") return data({ presets: saved.typed }, { status: 400 });
    return redirectWithMessage(context, "The days to snooze to are saved");
  }
  const wanted = readSettingsForm(form);
  const country = wanted.outcome === "settings" ? await countryProblem(wanted.settings.workingCalendar) : null;
  if (wanted.outcome === "badInput" || country) {
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    return data({ problems: wanted.outcome === "badInput" ? wanted.problems : country!, typed }, { status: 400 });
  }
  const before = await findSettings(context.database, viewer);
  if (!before) throw adminsOnly();
  const { outcomeRules, hotOverdueDays = before.hotOverdueDays, ...given } = wanted.settings;
  const { workingCalendar } = before;
  const rules = { hotOverdueDays, outcomeRules: { ...before.outcomeRules, ...outcomeRules } };
  const settings = { workingCalendar, ...given, ...rules };
  if (!(await saveSettings(context.database, viewer, settings))) throw adminsOnly();
  const changed = changedSettings(before, settings);
  if (changed.length > 0) {
    const entry = {
      organizationId: viewer.organizationId,
      kind: "settingsChanged",
      detail: changed.join(", "),
    } as const;
    await recordAudit(context.database, auditSource(request, context, viewer), entry);
  }
  return redirectWithMessage(context, "Settings saved");
}

async function redirectWithMessage(context: AppLoadContext, text: string) {
  const headers = { "Set-Cookie": await messageHeader(context, { tone: "success", text }) };
  return redirect("/settings", { status: 303, headers });
}

function adminsOnly() {
  return new Response("Only an admin of the organization changes its settings.", { status: 403 });
}

export { sendOrKeep as clientAction, revalidateWhereSent as shouldRevalidate } from "../send-or-keep.ts";

export default function Settings() {
  const { account, settings, timeZones, singleSignOn, workingDays, presets, message } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  const refused = again && "problems" in again ? again : null;
  return (
    <Page account={account} message={message}>
      <h1>Organization settings</h1>
      <SettingsForm
        key={account.organization.id}
        settings={settings}
        timeZones={timeZones}
        workingDays={workingDays}
        typed={refused?.typed ?? null}
        problems={refused?.problems ?? {}}
      />
      <PresetsForm
        key={`days of ${account.organization.id}`}
        page="/settings"
        heading="Days to snooze to"
        about="stand in every member’s menus, beside tomorrow, next week and their own"
        saved={presets}
        unsaved={again && "presets" in again ? again.presets : null}
      />
      {singleSignOn && <SingleSignOnForm {...singleSignOn} />}
    </Page>
  );
}
