import type {} from "follow-up-widgets/react";

const tell = (text: string): void => void text;

export function Row() {
  return (
    <>
      <follow-up-row
        className="card"
        contactId="c1"
        contactName="Ann"
        reason="Due today"
        date="2026-11-29"
        leadQuality="HOT"
        overdue={false}
        photoUrl="https://crm.example/ann.jpg"
        company="Acme"
        note={null}
        href="/contacts/c1"
        theme="dark"
        busy={true}
        messages={{ heading: "Today" }}
        onfollow-up-open={({ detail }) => tell(detail.href)}
        onfollow-up-menu={({ detail }) => tell(detail.opener.tagName)}
        onfollow-up-action={({ detail }) => tell(detail.action)}
      />
      <follow-up-row contact-id="c1" contact-name="Ann" lead-quality={null} photo-url="https://crm.example/ann.jpg" />
    </>
  );
}

export function Panel() {
  return (
    <>
      <follow-up-panel
        ref={(panel) => void panel?.refresh()}
        endpoint="https://crm.example"
        token="token"
        organization="acme"
        limit={5}
        heading="Today"
        hubHref="/follow-ups"
        contactHref="/contacts/{id}"
        theme="auto"
        count={12}
        tokenProvider={async () => "token"}
        messages={{ heading: "Today" }}
        onfollow-up-load={({ detail }) => tell(String(detail.counts.all))}
        onfollow-up-done={({ detail }) => tell(detail.operationId)}
        onfollow-up-snooze={({ detail }) => tell(detail.operationId)}
        onfollow-up-undo={({ detail }) => tell(detail.operationId)}
        onfollow-up-next={({ detail }) => tell(detail.followUp.contactName)}
        onfollow-up-open={({ detail }) => tell(detail.href)}
        onfollow-up-error={({ detail }) => tell(detail.message)}
        onfollow-up-token={() => tell("token")}
      >
        <p>Loading</p>
      </follow-up-panel>
      <follow-up-panel hub-href="/follow-ups" contact-href="/contacts/{id}" />
    </>
  );
}
