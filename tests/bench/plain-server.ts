import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { openPlainDatabase } from "./plain-database.ts";

// The same answers by Express and SQLite, written the usual way; `DATABASE` and `TODAY` come from the environment.
const { DATABASE = "", TODAY = "" } = process.env;
const app = express();
const server = createServer(app);

const database = openPlainDatabase(DATABASE);
const owner = (request: express.Request) => database.owner(request.headers.authorization ?? "");
app.get("/due", (request, response) => {
  const found = owner(request);
  if (!found) return void response.sendStatus(401);
  response.json(database.due(found, TODAY, Number(request.query.limit)));
});
app.patch("/due/:id", (request, response) => {
  const found = owner(request);
  if (!found) return void response.sendStatus(401);
  database.done(found, [request.params.id], `operation ${Date.now()}`);
  response.json({ ok: true });
});
app.get("/page", (request, response) => {
  const found = database.owner(String(request.query.token));
  if (!found) return void response.sendStatus(401);
  const { followUps } = database.due(found, TODAY, 200);
  const rows = followUps.map(
    ({ id, name, company, next_follow_up_date: date }) =>
      `<tr><td><input type="checkbox" name="ids" value="${id}"><td>${name}<td>${company}<td>${date}` +
      `<td><button name="done" value="${id}">Mark done</button>`,
  );
  response.send(
    `<!doctype html><meta name="viewport" content="width=device-width"><title>Due</title><form method="post"><table>${rows.join("")}</table></form>`,
  );
});

server.listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as AddressInfo).port}`));
