import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { logNote } from "../support/log-note.ts";
import { startHubTrial, type HubTrial } from "../support/hub-trial.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

let trial: HubTrial;
let world: TwoOrganizations;

beforeAll(async () => {
  trial = await startHubTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  world = await trial.replant();
});

const note = (text: string) => {
  const scope = { organizationId: world.first, userId: world.ann, role: "member" } as const;
  return logNote(trial.connection.database, scope, { id: "old", kind: "call", text, now: new Date() });
};

test.each([
  { path: "/follow-ups?filter=all", javaScript: false },
  { path: "/follow-ups?filter=all", javaScript: true },
  { path: "/dashboard", javaScript: true },
])("a row of $path tells what was noted last, with JavaScript $javaScript", async ({ path, javaScript }) => {
  await note("wants 3 bedrooms");
  const { profile, page, problems } = await trial.signIn(path, { javaScript });
  const row = page.locator("follow-up-row[contact-name='Olga Old']").filter({ visible: true });
  await row.getByText(/^Called \d+ \w+: wants 3 bedrooms$/).waitFor();
  if (path !== "/dashboard" && javaScript) {
    await page.getByRole("button", { name: "Keys" }).waitFor();
    await note("wants 4 bedrooms");
    await row.getByText(/: wants 4 bedrooms$/).waitFor();
  }
  expect(problems).toEqual([]);
  await profile.close();
});

test.each([{ javaScript: false }, { javaScript: true }])(
  "a row that was tried for nothing tells when there was contact, with JavaScript $javaScript",
  async ({ javaScript }) => {
    await note("wants 3 bedrooms");
    const tried = { contactId: "old", userId: world.ann, at: new Date(), operationId: "op_tried_0000000000000000" };
    const again = { action: "done", outcome: "noAnswer", dateBefore: world.today, dateAfter: world.today } as const;
    await trial.connection.database.activities.insertOne({ organizationId: world.first, ...tried, ...again });
    const { profile, page, problems } = await trial.signIn("/follow-ups?filter=all", { javaScript });
    const row = page.locator("follow-up-row[contact-name='Olga Old']");
    await row.getByText(/^No answer \d+ \w+ · Last contact today, call$/).waitFor();
    await row.getByText("Follow-up overdue by 9 days · 2nd try").waitFor();
    expect(problems).toEqual([]);
    await profile.close();
  },
);
