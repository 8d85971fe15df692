import { expect, test } from "vitest";
import { arrived } from "../support/browser.ts";
import { rowMenuTrial } from "../support/row-menu-trial.ts";

const hub = rowMenuTrial();
const { open, stored, names, chipOf, opener, focused } = hub;

test("a lead quality: the chip follows, and under Hot the row leaves", async () => {
  await open("/follow-ups?filter=hot", { javaScript: true });
  await opener("Hana Hot").click();
  await hub.page.getByRole("button", { name: "Lead quality of Hana Hot: Warm" }).click();
  await expect.poll(names).toEqual(["Ivo Hot"]);
  await arrived(hub.page.getByText("Hana Hot is Warm now"));
  expect((await stored("hot-old")).leadQuality).toBe("WARM");
  await hub.page.getByRole("link", { name: "All 6" }).click();
  await hub.page.waitForURL("**filter=all");
  expect(await chipOf("Hana Hot")).toBe("WARM");
  await opener("Hana Hot").click();
  const none = hub.page.getByRole("button", { name: "Lead quality of Hana Hot: None" });
  expect(await none.getAttribute("aria-pressed")).toBe("false");
  await none.click();
  await arrived(hub.page.getByText("Hana Hot has no lead quality now"));
  await expect.poll(() => chipOf("Hana Hot")).toBeNull();
  expect(new URL(hub.page.url()).search).toBe("?filter=all");
  await hub.page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => chipOf("Hana Hot")).toBe("WARM");
  await expect.poll(async () => (await stored("hot-old")).leadQuality).toBe("WARM");
});

test("the chip changes before the server answers, in place, and goes back when it refuses", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  let refuse: () => void = () => {};
  const refused = new Promise<void>((resolve) => (refuse = resolve));
  await hub.page.route("**/api/follow-ups/lead-quality", async (route) => {
    await refused;
    await route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "Try again.", issues: [] } } });
  });
  await hub.page.evaluate(() => Object.assign(window, { samePage: true }));
  await opener("Tara Today").click();
  await hub.page.getByRole("button", { name: "Lead quality of Tara Today: Hot" }).click();
  await expect.poll(() => chipOf("Tara Today")).toBe("HOT");
  await arrived(hub.page.getByRole("link", { name: "Hot 3" }));
  expect(await focused()).toBe("More actions for Tara Today");
  refuse();
  await arrived(hub.page.getByText("That may not have been saved. Try again."));
  expect(await chipOf("Tara Today")).toBe("COLD");
  await hub.page.unroute("**/api/follow-ups/lead-quality");
  await hub.page.getByRole("button", { name: "Retry" }).click();
  await arrived(hub.page.getByText("Tara Today is Hot now"));
  // The row moves up among the hot ones, and the focus with it.
  await expect.poll(names).toEqual(["Hana Hot", "Ivo Hot", "Tara Today", "Olga Old", "Sara", "Ines Idle"]);
  await hub.page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => chipOf("Tara Today")).toBe("COLD");
  await expect.poll(async () => (await stored("today")).leadQuality).toBe("COLD");
  expect(await hub.page.evaluate(() => "samePage" in window)).toBe(true);
});

test("undo leaves alone what someone else has set since", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  await opener("Tara Today").click();
  await hub.page.getByRole("button", { name: "Lead quality of Tara Today: Hot" }).click();
  await arrived(hub.page.getByText("Tara Today is Hot now"));
  const { contacts } = hub.trial.connection.database;
  await contacts.updateOne({ organizationId: hub.world.first, id: "today" }, { $set: { leadQuality: "NURTURE" } });
  await hub.page.keyboard.press("z");
  await arrived(hub.page.getByText("Nothing undone: Tara Today is Nurture now, set by someone else"));
  expect((await stored("today")).leadQuality).toBe("NURTURE");
  await expect.poll(() => chipOf("Tara Today")).toBe("NURTURE");
});

test("what was set though its answer was lost can be taken back", async () => {
  await open("/follow-ups?filter=all", { javaScript: true });
  await hub.page.route("**/api/follow-ups/lead-quality", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await opener("Tara Today").click();
  await hub.page.getByRole("button", { name: "Lead quality of Tara Today: Hot" }).click();
  await arrived(hub.page.getByText("That may not have been saved."));
  await expect.poll(() => chipOf("Tara Today")).toBe("HOT");
  await hub.page.unroute("**/api/follow-ups/lead-quality");
  await hub.page.keyboard.press("z");
  await arrived(hub.page.getByText("Tara Today is Cold now"));
  expect((await stored("today")).leadQuality).toBe("COLD");
  expect(await hub.page.getByRole("button", { name: "Retry" }).count()).toBe(0);
});
