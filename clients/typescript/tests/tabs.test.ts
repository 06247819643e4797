import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Client, MemoryTokenStore, type TokenStore, type Tokens } from "vestibule-client";
import { between, fresh, PASSWORD, refused, registered } from "./support.js";

const REFRESH = "/v1/sessions/refresh";
const QUARTER = 15 * 60_000;

/** Locks as browsers have them, which Node 20 has not. */
class Locks {
  #last: Promise<unknown> | undefined;
  /** How many have had to wait. */
  waited = 0;

  async request<T>(
    _name: string,
    options: LockOptions | (() => Promise<T>),
    work?: (lock: object | null) => Promise<T>,
  ): Promise<T> {
    if (work !== undefined) {
      return this.#last === undefined ? this.#hold(() => work({})) : work(null);
    }
    this.waited += 1;
    await this.#last;
    return this.#hold(options as () => Promise<T>);
  }

  async #hold<T>(work: () => Promise<T>): Promise<T> {
    const mine = work();
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#last = ended;
    await ended;
    this.#last = undefined;
    return mine;
  }
}

/** What a tab sees of what tabs share: the others' last change only after so many looks. */
class Tab implements TokenStore {
  readonly lock = "tokens";
  readonly #shared: MemoryTokenStore;
  readonly #late: number;
  #seen: Tokens | null = null;
  #looks = 0;

  constructor(shared: MemoryTokenStore, late = 0) {
    this.#shared = shared;
    this.#late = late;
    this.#seen = shared.load();
  }

  load(): Tokens | null {
    const newest = this.#shared.load();
    this.#looks = newest === this.#seen ? 0 : this.#looks + 1;
    if (this.#looks > this.#late) {
      this.#seen = newest;
    }
    return this.#seen;
  }

  save(tokens: Tokens): void {
    this.#shared.save(tokens);
    this.#seen = tokens;
  }

  clear(): void {
    this.#shared.clear();
    this.#seen = null;
  }
}

async function world(late: number) {
  const vestibule = await fresh();
  await registered(vestibule);
  const middle = await between(vestibule);
  const clock = { ahead: 0 };
  const client = new Client(middle.url, { now: () => Date.now() + clock.ahead });
  const shared = new MemoryTokenStore();
  await client.signIn("ada", PASSWORD, { store: shared });
  clock.ahead = QUARTER;
  const tabs = [client.resume(new Tab(shared)), client.resume(new Tab(shared, late))] as const;
  return { middle, tabs };
}

async function locking<T>(work: (locks: Locks) => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  const locks = new Locks();
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  try {
    return await work(locks);
  } finally {
    Reflect.deleteProperty(globalThis, "navigator");
    if (before !== undefined) {
      Object.defineProperty(globalThis, "navigator", before);
    }
  }
}

suite("tabs", () => {
  test("renew their tokens once, though one sees late what the other has saved", async () => {
    for (const late of [0, 3]) {
      const { middle, tabs } = await world(late);
      await locking(async (locks) => {
        const found = await Promise.all(tabs.map((each) => each.account()));
        assert.deepEqual(found[0], found[1]);
        assert.equal(locks.waited, 1);
      });
      assert.equal(middle.count(REFRESH), 1);
    }
  });

  test("try one after the other where the first is refused for now", async () => {
    const { middle, tabs } = await world(0);
    middle.plan(REFRESH, { status: 503, body: '{"code":"unavailable"}' });
    await locking(async () => {
      const [first, second] = [tabs[0].account(), tabs[1].account()];
      assert.equal((await refused(first)).code, "unavailable");
      assert.equal((await second).username, "ada");
    });
    assert.equal(middle.count(REFRESH), 2);
  });
});
