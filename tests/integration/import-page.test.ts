import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formOf, openImportTrial, tallyOf, textOf, type ImportTrial } from "../support/import-trial.ts";

let trial: ImportTrial;
beforeAll(async () => {
  trial = await openImportTrial();
});
afterAll(() => trial.close());
beforeEach(() => trial.clear());

describe("whose the contacts become", () => {
  const HUBSPOT =
    "Record ID,First Name,Last Name,Contact owner\n1,Ann,Lee,bob@example.com\n2,Bo,Berg,\n3,Cid,Dorn,Former Colleague\n";

  test("the file's owners, else the one who imports; who isn't known is told, and who is in nobody's follow-ups", async () => {
    const path = await trial.upload(HUBSPOT);
    const page = await trial.page(path);
    expect(formOf(page).get("rest")).toBe(trial.world.ann);
    expect(textOf(page)).toContain("1 of these will be in nobody’s follow-ups.");
    const result = textOf(await trial.run(path));
    const { ann, bob } = trial.world;
    expect((await trial.contacts()).map(({ assigneeIds }) => assigneeIds)).toEqual([[bob], [ann], []]);
    expect(result).toContain('Line 4 Assignee "Former Colleague" is not a user');
    expect(result).toContain("1 of these are in nobody’s follow-ups.");
  });

  test("nobody where that is chosen", async () => {
    await trial.run(await trial.upload(HUBSPOT), { rest: "" });
    expect((await trial.contacts()).map(({ assigneeIds }) => assigneeIds.length)).toEqual([1, 0, 0]);
  });
});

test("of several columns the next fills what is empty, and another choice of them is kept", async () => {
  const path = await trial.upload(
    "Name,Email,Home email,Phone\nAnn,,ann@home.example,1\nBo,bo@work.example,bo@home.example,\n",
  );
  const page = await trial.page(path);
  expect([...formOf(page)].filter(([name]) => name.startsWith("email"))).toEqual([
    ["email", "Email"],
    ["email-2", "Home email"],
    ["email-3", ""],
  ]);
  await trial.run(path, { "email-2": "" });
  expect((await trial.contacts()).map(({ email }) => email)).toEqual([null, "bo@work.example"]);
  await trial.run(await trial.upload("Name,Email,Home email,Phone\nAnn,,ann@home.example,1\n"));
  expect((await trial.contacts()).map(({ email }) => email)).toEqual(["ann@home.example", "bo@work.example"]);
});

test("the check tells by field what changes and what is cleared, with examples", async () => {
  await trial.run(await trial.upload("id,name,email,phone\n1,Ann,a@x.example,1\n2,Bo,b@x.example,2\n"));
  const path = await trial.upload("id,name,email,phone\n1,Ann,new@x.example,\n2,Bo,,3\n3,Cid,,\n");
  const kept = textOf(await trial.page(path));
  expect(kept).toContain("Email: 1 value changes Phone: 1 value changes");
  expect(kept).toContain("Ann Email a@x.example new@x.example Bo Phone 2 3");
  const cleared = textOf(await trial.page(`${path}?id=id&name=name&email=email&phone=phone&clearEmpty=on`));
  expect(cleared).toContain(
    "Email: 2 values change, of these 1 is cleared Phone: 2 values change, of these 1 is cleared",
  );
  expect(cleared).toContain("Ann Phone 1 none");
});

test("a row without an id meets its contact", async () => {
  await trial.run(await trial.upload("Name,Email\nAnn Lee,ann@x.example\n"));
  const again = await trial.upload("Name,Email,Phone\nAnn Lee,ANN@x.example,555\n");
  expect(tallyOf(await trial.page(again))).toMatchObject({ added: "0", changed: "1" });
});

test("values that have no place are told in the check and in the result, by column", async () => {
  const text = "Name,Email,Home email,Phone,\nAnn,a@x.example,a@home.example,1 ::: 2,see me\nBo,,b@home.example,,\n";
  const path = await trial.upload(text);
  for (const page of [await trial.page(path), await trial.run(path)]) {
    const told = textOf(page);
    expect(told).toContain("Values that aren’t imported");
    expect(told).toContain("Home email: 1 value, “a@home.example” on line 2");
    expect(told).toContain("Phone: 1 value, “2” on line 2");
    expect(told).toContain("Not imported: Column 5");
  }
  expect((await trial.contacts()).map(({ email }) => email)).toEqual(["a@x.example", "b@home.example"]);
});
