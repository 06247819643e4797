import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

// It is no part of what the package shows.
interface Shared<V> {
  get(key: string, ask: () => Promise<V>): Promise<V>;
  renew(key: string, ask: () => Promise<V>): Promise<V>;
}
type SharedClass = new <V>(moment: number, most?: number, clock?: () => number) => Shared<V>;

const inside = dirname(fileURLToPath(import.meta.resolve("vestibule-client")));
const { Shared } = (await import(pathToFileURL(join(inside, "shared.js")).href)) as {
  Shared: SharedClass;
};

function world(most?: number) {
  const time = { now: 0 };
  const asked: string[] = [];
  const shared = new Shared<string>(100, most, () => time.now);
  const get = (key: string) =>
    shared.get(key, async () => {
      asked.push(key);
      return `${key}${asked.length}`;
    });
  return { time, asked, shared, get };
}

suite("shared answers", () => {
  test("are good for a moment that begins with the question", async () => {
    const { time, get } = world();
    const first = get("a");
    time.now = 99;
    assert.equal(await get("a"), await first);
    time.now = 100;
    assert.equal(await get("a"), "a2");
    time.now = 199;
    assert.equal(await get("a"), "a2");
  });

  test("are shared by nobody where the moment has no length", async () => {
    const { Shared: Fresh } = { Shared };
    const shared = new Fresh<number>(0, 10, () => 0);
    let asked = 0;
    const ask = async () => ++asked;
    assert.deepEqual(await Promise.all([shared.get("a", ask), shared.get("a", ask)]), [1, 2]);
  });

  test("are not kept where they are failures, which all who wait get", async () => {
    const { shared, get } = world();
    const failure = () => Promise.reject(new Error("no"));
    const both = [shared.get("a", failure), shared.get("a", failure)];
    for (const each of both) {
      await assert.rejects(each, /no/);
    }
    assert.equal(await get("a"), "a1");
  });

  test("are not taken away by a failure that comes later", async () => {
    const { time, shared, get } = world();
    let fail: (failure: Error) => void = () => undefined;
    const slow = shared.get("a", () => new Promise((_, reject) => (fail = reject)));
    time.now = 100;
    assert.equal(await get("a"), "a1");
    fail(new Error("late"));
    await assert.rejects(slow, /late/);
    assert.equal(await get("a"), "a1");
  });

  test("count until newer ones have come, and where none come", async () => {
    const { time, shared, get } = world();
    assert.equal(await get("a"), "a1");
    let answer: (text: string) => void = () => undefined;
    const asking = () => new Promise<string>((resolve) => (answer = resolve));
    const renewal = shared.renew("a", asking);
    assert.equal(await get("a"), "a1");
    answer("new");
    assert.equal(await renewal, "new");
    assert.equal(await get("a"), "new");
    await assert.rejects(
      shared.renew("a", () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(await get("a"), "new");
    const slow = shared.renew("a", asking);
    time.now = 100;
    assert.equal(await get("a"), "a2");
    answer("older");
    assert.equal(await slow, "older");
    assert.equal(await get("a"), "a2");
  });

  test("are bounded: the oldest go first, and what is too old before", async () => {
    const { time, asked, get } = world(3);
    for (const key of ["a", "b", "c", "d"]) {
      await get(key);
    }
    await get("b");
    assert.deepEqual(asked, ["a", "b", "c", "d"]);
    await get("a");
    assert.deepEqual(asked, ["a", "b", "c", "d", "a"]);
    time.now = 150;
    for (const key of ["x", "y", "z", "x", "y", "z"]) {
      await get(key);
    }
    assert.deepEqual(asked.slice(5), ["x", "y", "z"]);
  });
});
