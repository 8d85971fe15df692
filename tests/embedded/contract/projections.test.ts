import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

contract("projections", (backend) => {
  test("projections of find", async () => {
    const collection = backend.fresh();
    await collection.insertOne({
      _id: 1,
      a: { b: 1, c: 2 },
      l: [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
      n: [1, 2, 3],
    } as never);
    const shown = async (projection: object) => collection.findOne({}, { projection });
    expect(await shown({ "a.b": 1, "l.x": 1, _id: 0 })).toEqual({ a: { b: 1 }, l: [{ x: 1 }, { x: 2 }] });
    expect(await shown({ "a.b": 0, l: 0 })).toEqual({ _id: 1, a: { c: 2 }, n: [1, 2, 3] });
    expect(await shown({ a: 1, n: 1 })).toEqual({ _id: 1, a: { b: 1, c: 2 }, n: [1, 2, 3] });
    expect(await shown({ l: 0, a: 0, _id: 0 })).toEqual({ n: [1, 2, 3] });
    expect(await shown({ _id: 1 })).toEqual({ _id: 1 });
    expect(await refusal(shown({ a: 1, n: 0 }))).toBe(31253);
  });
});
