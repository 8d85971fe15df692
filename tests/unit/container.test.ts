import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const instructions = read(".container/Dockerfile").replaceAll("\\\n", " ").split("\n").filter(Boolean);
const of = (word: string) =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test("the container's steps are ones that the project has, and it starts as npm start does, as nobody special", () => {
  for (const [, name] of of("RUN")
    .join("\n")
    .matchAll(/npm run -s (\S+)/g))
    expect(scripts).toHaveProperty(name!);
  for (const path of of("COPY")
    .filter((paths) => !paths.startsWith("--from"))
    .flatMap((paths) => paths.split(" ").slice(0, -1))) {
    expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  }
  expect((JSON.parse(of("CMD").at(-1)!) as string[]).join(" ")).toBe(scripts.start);
  expect(of("USER")).toEqual(["node"]);
  expect(of("HEALTHCHECK").join()).toContain("/healthz");
  expect(read(".container/Dockerfile.dockerignore").split("\n")).toContain(".data");
});
