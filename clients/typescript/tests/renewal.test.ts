import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  Client,
  MemoryTokenStore,
  SignedOutError,
  type TokenStore,
  type Tokens,
  UnreachableError,
  WebTokenStore,
} from "vestibule-client";
import type { TestServer } from "vestibule-client/testing";
import type { Between } from "./between.js";
import { between, failed, fresh, PASSWORD, refused, registered } from "./support.js";

const REFRESH = "/v1/sessions/refresh";
const CALLERS = 16;
const QUARTER = 15 * 60_000;

/** Somebody whose client's clock can be put ahead. */
async function world() {
  const vestibule: TestServer = await fresh();
  const middle: Between = await between(vestibule);
  await registered(vestibule);
  const clock = { ahead: 0 };
  const client = new Client(middle.url, { now: () => Date.now() + clock.ahead });
  const store = new MemoryTokenStore();
  const ada = await client.signIn("ada", PASSWORD, { store });
  return { vestibule, middle, clock, client, store, ada };
}

suite("tokens", () => {
  test("are renewed once for many calls at once", async () => {
    const { middle, clock, ada } = await world();
    const old = await ada.accessToken();
    await ada.account();
    assert.equal(middle.count(REFRESH), 0);
    clock.ahead = QUARTER;
    const names = await Promise.all(
      Array.from({ length: CALLERS }, async () => (await ada.account()).username),
    );
    assert.deepEqual(names, Array(CALLERS).fill("ada"));
    assert.equal(middle.count(REFRESH), 1);
    assert.notEqual(await ada.accessToken(), old);
    await ada.account();
    assert.equal(middle.count(REFRESH), 1);
    clock.ahead = 2 * QUARTER;
    await ada.account();
    assert.equal(middle.count(REFRESH), 2);
  });

  test("are renewed once for many calls that the server calls too late", async () => {
    const { vestibule, middle, ada } = await world();
    await vestibule.clock.advance({ days: 2 });
    const calls = Array.from({ length: CALLERS }, () => ada.account());
    assert.equal(new Set((await Promise.all(calls)).map((each) => each.id)).size, 1);
    assert.equal(middle.count(REFRESH), 1);
    assert.equal(middle.count("/v1/account"), 2 * CALLERS);
  });

  test("are asked for again where the answer was lost", async () => {
    const { middle, clock, ada } = await world();
    clock.ahead = QUARTER;
    middle.lose(REFRESH, 1);
    assert.equal((await ada.account()).username, "ada");
    assert.equal(middle.count(REFRESH), 2);
    clock.ahead = 2 * QUARTER;
    middle.lose(REFRESH, 2);
    assert.ok((await failed(ada.account())) instanceof UnreachableError);
    assert.equal((await ada.account()).username, "ada");
  });

  test("are forgotten once for all where the session has ended", async () => {
    const { vestibule, middle, clock, store, ada } = await world();
    await (await vestibule.client.signIn("ada", PASSWORD)).endOtherSessions();
    clock.ahead = QUARTER;
    const calls = Array.from({ length: CALLERS }, () => refused(ada.account()));
    const codes = (await Promise.all(calls)).map((each) => `${each.status} ${each.code}`);
    assert.deepEqual(new Set(codes), new Set(["401 session_ended"]));
    assert.equal(middle.count(REFRESH), 1);
    assert.equal(store.load(), null);
    assert.ok((await failed(ada.account())) instanceof SignedOutError);
  });

  test("are kept where the server cannot renew them now", async () => {
    const { middle, clock, ada } = await world();
    clock.ahead = QUARTER;
    const headers = { "Retry-After": "1" };
    middle.plan(REFRESH, { status: 503, headers, body: '{"code":"unavailable"}' });
    const later = await refused(ada.account());
    assert.deepEqual([later.status, later.code, later.retryAfter], [503, "unavailable", 1]);
    assert.equal((await ada.account()).username, "ada");
  });

  test("are those of another program that shares the store and was faster", async () => {
    const { vestibule, middle, clock, client, store, ada } = await world();
    const there = vestibule.client.resume(store);
    await vestibule.clock.advance({ minutes: 16 });
    assert.equal((await there.account()).username, "ada");
    assert.equal((await ada.account()).username, "ada");
    assert.equal(middle.count(REFRESH), 0);
    clock.ahead = QUARTER;
    // Two objects of one program know nothing of each other: the server answers both alike.
    const twins = await Promise.all([ada.account(), client.resume(store).account()]);
    assert.deepEqual(twins[0], twins[1]);
    assert.equal((await ada.account()).username, "ada");
  });

  test("are not renewed once more where that was done while a call was under way", async () => {
    const { vestibule, middle, store, ada } = await world();
    await vestibule.clock.advance({ minutes: 16 });
    const held = middle.hold("/v1/account");
    const call = ada.account();
    await held.reached.passed;
    await vestibule.client.resume(store).account();
    held.let.open();
    assert.equal((await call).username, "ada");
    assert.equal(middle.count(REFRESH), 0);
  });

  test("stay away where somebody signs out meanwhile", async () => {
    const { middle, clock, store, ada } = await world();
    clock.ahead = QUARTER;
    const held = middle.hold(REFRESH);
    const call = ada.account();
    await held.reached.passed;
    store.clear();
    held.let.open();
    await call;
    assert.equal(store.load(), null);
    assert.ok((await failed(ada.account())) instanceof SignedOutError);
  });

  test("are nobody's in place of those of a newer sign-in", async () => {
    const { middle, clock, client, store, ada } = await world();
    clock.ahead = QUARTER;
    const held = middle.hold(REFRESH);
    const call = ada.account();
    await held.reached.passed;
    await client.signIn("ada", PASSWORD, { store });
    const newer = store.load();
    held.let.open();
    await call;
    assert.deepEqual(store.load(), newer);
  });

  test("may be kept where that takes time", async () => {
    const { middle, clock, client } = await world();
    let kept: string | null = null;
    const slow: TokenStore = {
      load: async () => (kept === null ? null : (JSON.parse(kept) as Tokens)),
      save: async (tokens) => {
        kept = JSON.stringify(tokens);
      },
      clear: async () => {
        kept = null;
      },
    };
    const ada = await client.signIn("ada", PASSWORD, { store: slow });
    clock.ahead = QUARTER;
    await Promise.all(Array.from({ length: CALLERS }, () => ada.account()));
    assert.equal(middle.count(REFRESH), 1);
    await ada.signOut();
    assert.equal(kept, null);
  });
});

suite("a store of a browser", () => {
  class Pages implements Storage {
    readonly #items = new Map<string, string>();
    [name: string]: unknown;
    get length(): number {
      return this.#items.size;
    }
    key = (): string | null => null;
    clear = (): void => this.#items.clear();
    getItem = (key: string): string | null => this.#items.get(key) ?? null;
    removeItem = (key: string): void => void this.#items.delete(key);
    setItem = (key: string, value: string): void => void this.#items.set(key, value);
  }

  const TOKENS: Tokens = {
    account: "1",
    session: "2",
    accessToken: "a",
    refreshToken: "vr1_b",
    expires: 3,
  };

  test("keeps tokens under its key", () => {
    const pages = new Pages();
    const store = new WebTokenStore(pages, "mine");
    assert.equal(store.load(), null);
    store.save(TOKENS);
    assert.deepEqual(new WebTokenStore(pages, "mine").load(), TOKENS);
    assert.equal(new WebTokenStore(pages, "other").load(), null);
    assert.notEqual(store.lock, new WebTokenStore(pages, "other").lock);
    store.clear();
    assert.equal(pages.length, 0);
  });

  test("takes what others wrote there for nothing", () => {
    const pages = new Pages();
    const store = new WebTokenStore(pages, "mine");
    const damaged: unknown[] = [
      "",
      "{",
      "null",
      "5",
      "[]",
      "{}",
      JSON.stringify({ ...TOKENS, expires: "3" }),
      JSON.stringify({ ...TOKENS, refreshToken: "" }),
      JSON.stringify({ ...TOKENS, accessToken: null }),
    ];
    for (const text of damaged) {
      pages.setItem("mine", String(text));
      assert.equal(store.load(), null, String(text));
    }
  });
});
