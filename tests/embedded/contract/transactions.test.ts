import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { contract, refusal } from "../backends.ts";

contract("transactions", (backend) => {
  test("read their own writes, and nobody else does before the commit", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ k: 1 });
    await collection.insertMany([
      { _id: 1, k: 1 },
      { _id: 2, k: 2 },
    ] as never);
    await backend.client.withSession(async (session) => {
      session.startTransaction();
      await collection.insertOne({ _id: 3, k: 3 } as never, { session });
      await collection.updateOne({ k: 1 }, { $set: { k: 10 } }, { session });
      await collection.deleteOne({ k: 2 }, { session });
      const inside = await collection
        .find({ k: { $gte: 0 } }, { session })
        .sort({ k: 1 })
        .toArray();
      expect(inside).toEqual([
        { _id: 3, k: 3 },
        { _id: 1, k: 10 },
      ]);
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, k: 1 },
        { _id: 2, k: 2 },
      ]);
      await session.commitTransaction();
    });
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, k: 10 },
      { _id: 3, k: 3 },
    ]);
    expect(await collection.find({ k: 10 }).toArray()).toEqual([{ _id: 1, k: 10 }]);
  });

  test("leave nothing behind when they are aborted", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    await backend.client.withSession(async (session) => {
      session.startTransaction();
      await collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session });
      await collection.insertOne({ _id: 2 } as never, { session });
      await session.abortTransaction();
    });
    expect(await collection.find().toArray()).toEqual([{ _id: 1, n: 0 }]);
  });

  test("see one moment, whatever others commit meanwhile", async () => {
    const collection = backend.fresh();
    await collection.insertMany([{ _id: 1 }, { _id: 2 }] as never);
    await backend.client.withSession(async (session) => {
      session.startTransaction({ readConcern: { level: "snapshot" } });
      expect(await collection.countDocuments({}, { session })).toBe(2);
      await collection.insertOne({ _id: 3 } as never);
      await collection.deleteOne({ _id: 1 } as never);
      expect(
        (await collection.find({}, { session }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown),
      ).toEqual([1, 2]);
      await session.commitTransaction();
    });
    expect(await collection.countDocuments()).toBe(2);
  });

  test("the second to write gets a write conflict that the driver knows to repeat", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    const [first, second] = [backend.client.startSession(), backend.client.startSession()];
    first.startTransaction();
    second.startTransaction();
    await collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session: first });
    const error = await collection
      .updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session: second })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 112 });
    expect((error as { hasErrorLabel(label: string): boolean }).hasErrorLabel("TransientTransactionError")).toBe(true);
    await first.commitTransaction();
    await second.abortTransaction();
    await Promise.all([first.endSession(), second.endSession()]);
    expect(await collection.findOne({})).toEqual({ _id: 1, n: 1 });
  });

  test("a write to what was changed after the snapshot is a conflict too", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    const session = backend.client.startSession();
    session.startTransaction();
    await collection.findOne({}, { session });
    await collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } });
    expect(await refusal(collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session }))).toBe(112);
    await session.abortTransaction();
    await session.endSession();
  });

  test("a plain write waits for the transaction that holds its document", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    const session = backend.client.startSession();
    session.startTransaction();
    await collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session });
    const waiting = collection.updateOne({ _id: 1 } as never, { $inc: { n: 10 } });
    await new Promise((resume) => setTimeout(resume, 50));
    expect(await collection.findOne({})).toEqual({ _id: 1, n: 0 });
    await session.commitTransaction();
    await waiting;
    expect(await collection.findOne({})).toEqual({ _id: 1, n: 11 });
    await session.endSession();
  });

  test("unique keys are kept apart between transactions", async () => {
    const collection = backend.fresh();
    await collection.createIndex({ mail: 1 }, { unique: true });
    const [first, second] = [backend.client.startSession(), backend.client.startSession()];
    first.startTransaction();
    second.startTransaction();
    await collection.insertOne({ mail: "a" }, { session: first });
    expect(await refusal(collection.insertOne({ mail: "a" }, { session: second }))).toBe(112);
    await first.commitTransaction();
    await second.abortTransaction();
    await Promise.all([first.endSession(), second.endSession()]);
    await backend.client.withSession(async (session) => {
      session.startTransaction();
      expect(await refusal(collection.insertOne({ mail: "a" }, { session }))).toBe(11000);
      // The failed statement has ended the transaction.
      expect(await refusal(collection.insertOne({ mail: "b" }, { session }))).toBe(251);
      await session.abortTransaction();
    });
    expect(await collection.countDocuments()).toBe(1);
  });

  test("end with the client that goes away", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    const other = await MongoClient.connect(backend.uri);
    const session = other.startSession();
    session.startTransaction();
    await other
      .db(collection.dbName)
      .collection(collection.collectionName)
      .updateOne({ _id: 1 } as never, { $inc: { n: 5 } }, { session });
    await other.close(true);
    await collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } });
    expect(await collection.findOne({})).toEqual({ _id: 1, n: 1 });
  });

  test("collections are made in transactions, and go with them", async () => {
    const collection = backend.fresh();
    const names = async (): Promise<string[]> =>
      (await backend.db.listCollections({ name: collection.collectionName }).toArray()).map(({ name }) => name);
    await backend.client.withSession(async (session) => {
      session.startTransaction();
      await collection.insertOne({ _id: 1 } as never, { session });
      await session.abortTransaction();
      expect(await names()).toEqual([]);
      session.startTransaction();
      await collection.insertOne({ _id: 1 } as never, { session });
      await session.commitTransaction();
      expect(await names()).toEqual([collection.collectionName]);
    });
  });

  test("withTransaction comes to the exact sum", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    const add = async (): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        await backend.client.withSession((session) =>
          session.withTransaction(async () => {
            const found = await collection.findOne({ _id: 1 } as never, { session });
            await collection.updateOne({ _id: 1 } as never, { $set: { n: (found!["n"] as number) + 1 } }, { session });
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: 5 }, add));
    expect(await collection.findOne({})).toEqual({ _id: 1, n: 50 });
  });

  test("a write that is sent again is not carried out again", async () => {
    const collection = backend.fresh();
    await collection.insertOne({ _id: 1, n: 0 } as never);
    const session = backend.client.startSession();
    const lsid = session.id!;
    const command = {
      update: collection.collectionName,
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
      lsid,
      txnNumber: 900n,
    };
    // Sent by hand, as the driver does when an answer was lost.
    const admin = backend.client.db(collection.dbName);
    const first = await admin.command(command, { session: undefined as never });
    const again = await admin.command(command, { session: undefined as never });
    expect([first["nModified"], again["nModified"]]).toEqual([1, 1]);
    expect(await collection.findOne({})).toEqual({ _id: 1, n: 1 });
    expect(await refusal(admin.command({ ...command, txnNumber: 899n }))).toBe(225);
    await session.endSession();
  });
});
