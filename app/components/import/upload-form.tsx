import { Form, useNavigation } from "@remix-run/react";
import { OrganizationField } from "../organization-field.tsx";

/** The form that uploads a file of contacts. */
export function UploadForm({ mostMegabytes, problem }: { mostMegabytes: number; problem: string | null }) {
  const busy = useNavigation().state === "submitting";
  return (
    <Form method="post" encType="multipart/form-data" className="card stack">
      <OrganizationField />
      {problem && (
        <p className="notice notice-error" role="alert" id="problem">
          {problem}
        </p>
      )}
      <p>
        Choose an export of HubSpot, Salesforce, Pipedrive or Google Contacts, an Excel workbook whose first sheet has a
        header line, or the vCards of an address book. You review what will happen before anything is saved, and
        importing a file twice changes nothing the second time.
      </p>
      <div className="field">
        <label htmlFor="file">CSV, Excel (.xlsx) or vCard file, at most {mostMegabytes} MB</label>
        <input
          className="input file-input"
          id="file"
          name="file"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.vcf,.vcard,text/csv,text/vcard"
          required
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "problem" : undefined}
        />
      </div>
      <div>
        <button className="button button-primary" disabled={busy}>
          {busy ? "Uploading…" : "Review import"}
        </button>
      </div>
    </Form>
  );
}
