import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { hubRowHtml } from "../../app/components/hub/hub-row-html.server.ts";
import { HubRow } from "../../app/components/hub/hub-row.tsx";
import { toFollowUp, type FollowUp } from "../../app/domain/follow-up.ts";
import { contact } from "../support/two-organizations.ts";

// In the browser the row is an element of the page; here only what stands around it is looked at.
vi.mock("../../app/components/served-row.ts", () => ({}));

const plain = { ...toFollowUp(made({}), "2026-11-30"), phones: [] };
const everything: FollowUp = {
  ...toFollowUp(made({ id: "a&b/c d", name: `Ann <b>"&" Bo`, leadQuality: "HOT", company: "A & B" }), "2026-12-09"),
  ...{
    phones: [],
    photoUrl: "https://x.example/?a=1&b=2",
    lastNote: "Called",
    lastContact: "Last contact today, call",
  },
  ...{ tries: 2, moves: 6, answered: "Answered today", insteadOf: "Ben" },
};

test.each([
  ["a plain row", plain, false],
  ["a row with all there is, ticked", everything, true],
])("the server writes a row of the hub as React would: %s", (_what, followUp, selected) => {
  const react = renderToStaticMarkup(createElement(HubRow, { followUp, selected }));
  const written = hubRowHtml(followUp, { selected, shadow: () => "SHADOW" });
  expect(written).toContain(`<template shadowrootmode="open">SHADOW</template>`);
  expect(written.replace(/<template.*<\/template>/, "")).toBe(react.replace(/^<li[^>]*>|<\/li>$/g, ""));
});

function made(values: Partial<Parameters<typeof contact>[0]>) {
  const base = { organizationId: "o", id: "c-1", name: "Ann", assigneeIds: ["u"], nextFollowUpDate: "2026-11-30" };
  return contact({ ...base, ...values }) as Parameters<typeof toFollowUp>[0];
}
