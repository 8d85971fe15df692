import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { signIn } from "../support/browser-session.ts";
import { startServer } from "../support/server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

test("a log line names the route, the request's id and the status, and nobody; an answer and an error page have the id (ASVS 16.2.1, 16.2.5, 16.5.1)", async () => {
  const server = await startServer();
  onTestFinished(() => server.stop());
  const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  onTestFinished(connection.close);
  await plantTwoOrganizations(connection.database);
  const ann = await signIn(server.origin, "ann@example.com");
  const paths = [
    "/contacts/jane@acme.example",
    "/Calendar/s3cret-of-ann",
    "/reset/s3cret-of-ann?x=s3cret",
    "/s3cret/x",
  ];
  for (const path of paths) await ann.fetch(path);
  const missing = await ann.fetch("/contacts/nobody@acme.example", { headers: { "X-Request-Id": "trace-1.a_b" } });
  expect([missing.status, missing.headers.get("X-Request-Id")]).toEqual([404, "trace-1.a_b"]);
  expect(await missing.text()).toMatch(/mention request <code>trace-1\.a_b<\/code>/);
  for (const given of ["x".repeat(65), "jane@acme.example", "a b"]) {
    const { headers } = await ann.fetch("/contacts", { headers: { "X-Request-Id": given } });
    expect(headers.get("X-Request-Id")).toMatch(/^[\w-]{12}$/);
  }
  await expect
    .poll(() => server.output())
    .toContain('"requestId":"trace-1.a_b","method":"GET","route":"/contacts/:id","status":404');
  expect(server.output()).not.toMatch(/jane|acme|s3cret|ann@example/i);
  expect(server.output()).toContain('"route":"/calendar/:token"');
});
