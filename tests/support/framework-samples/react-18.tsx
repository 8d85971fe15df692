import type { FollowUpPanel, FollowUpRow } from "follow-up-widgets";
import type {} from "follow-up-widgets/react-18";

const tell = (text: string): void => void text;

export function Row() {
  const listen = (row: FollowUpRow | null): void => {
    if (!row) return;
    row.messages = { heading: "Today" };
    row.addEventListener("follow-up-open", ({ detail }) => tell(detail.href));
    row.addEventListener("follow-up-menu", ({ detail }) => tell(detail.opener.tagName));
    row.addEventListener("follow-up-action", ({ detail }) => tell(detail.action));
  };
  return (
    <follow-up-row
      ref={listen}
      class="card"
      contact-id="c1"
      contact-name="Ann"
      reason="Due today"
      date="2026-11-29"
      lead-quality="HOT"
      overdue=""
      photo-url="https://crm.example/ann.jpg"
      company="Acme"
      note="Called 18 Nov"
      href="/contacts/c1"
      theme="dark"
      busy={null}
    />
  );
}

export function Panel() {
  const listen = (panel: FollowUpPanel | null): void => {
    if (!panel) return;
    panel.tokenProvider = async () => "token";
    panel.messages = { heading: "Today" };
    panel.addEventListener("follow-up-load", ({ detail }) => tell(String(detail.counts.all)));
    panel.addEventListener("follow-up-done", ({ detail }) => tell(detail.operationId));
    panel.addEventListener("follow-up-snooze", ({ detail }) => tell(detail.operationId));
    panel.addEventListener("follow-up-undo", ({ detail }) => tell(detail.operationId));
    panel.addEventListener("follow-up-next", ({ detail }) => tell(detail.followUp.contactName));
    panel.addEventListener("follow-up-open", ({ detail }) => tell(detail.href));
    panel.addEventListener("follow-up-error", ({ detail }) => tell(detail.message));
    panel.addEventListener("follow-up-token", () => tell("token"));
  };
  return (
    <follow-up-panel
      ref={listen}
      endpoint="https://crm.example"
      token="token"
      organization="acme"
      limit={5}
      heading="Today"
      hub-href="/follow-ups"
      contact-href="/contacts/{id}"
      theme="auto"
      count="12"
    >
      <p>Loading</p>
    </follow-up-panel>
  );
}
