import { expect, test } from "vitest";
import { signIn } from "../support/browser-session.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

test.each(["/follow-ups", "/dashboard"])(
  "on %s no row repeats its styles: they are a file that is kept",
  async (path) => {
    const server = await borrowServer();
    await plantTwoOrganizations(server.connection.database);
    const session = await signIn(server.origin, "ann@example.com");
    const page = await (await session.fetch(path)).text();
    expect(page).not.toContain("<style");
    const shadows = page.split('<template shadowrootmode="open">').slice(1);
    expect(shadows.length).toBeGreaterThan(0);
    for (const shadow of shadows) {
      const [, href] = /^<link rel="stylesheet" href="([^"]+)">/.exec(shadow)!;
      const file = await fetch(server.origin + href);
      expect(file.headers.get("Content-Type")).toContain("text/css");
      expect(file.headers.get("Cache-Control")).toContain("immutable");
      expect(await file.text()).toContain(":host");
    }
  },
);
