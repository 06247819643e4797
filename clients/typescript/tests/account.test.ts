import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  Client,
  FactorWantedError,
  MemoryTokenStore,
  ProblemError,
  SignedOutError,
  UnreachableError,
} from "vestibule-client";
import { all, between, failed, fresh, PASSWORD, refused, registered, signedIn } from "./support.js";

const PIXEL = Buffer.from("R0lGODdhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=", "base64");

suite("an account", () => {
  test("lives from its registration to its end", async () => {
    const vestibule = await fresh();
    const { client, mailbox } = vestibule;
    const told = await client.register({
      email: "ada@example.org",
      password: PASSWORD,
      username: "ada",
      full_name: "Ada Lovelace",
      phone: null,
    });
    assert.deepEqual(
      [told.username, told.full_name, told.email, told.email_verified, told.groups],
      ["ada", "Ada Lovelace", "ada@example.org", false, []],
    );
    await client.requestConfirmation("ada@example.org");
    await client.confirm((await mailbox.newest("ada@example.org")).code);
    const ada = await client.signIn("ada@example.org", PASSWORD);
    assert.deepEqual(await ada.account(), {
      ...told,
      email_verified: true,
      addresses: [{ ...told.addresses[0], verified: true }],
    });
    const edited = await ada.edit({ phone: "+44 20 7946 0000", full_name: null });
    assert.deepEqual([edited.phone, edited.full_name], ["+44 20 7946 0000", null]);
    const whoami = await ada.whoami();
    assert.deepEqual(
      [whoami.id, whoami.door, whoami.factors.map((each) => each.name)],
      [told.id, "v1", ["password"]],
    );
    const kept = await ada.export();
    assert.deepEqual([kept.account.id, kept.sessions.length], [told.id, 1]);
    await ada.deleteAccount(PASSWORD);
    assert.ok((await failed(ada.account())) instanceof SignedOutError);
    assert.equal((await refused(client.signIn("ada", PASSWORD))).code, "credentials_wrong");
  });

  test("is kept by the mail of its deletion", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    await ada.deleteAccount(PASSWORD);
    const { code } = await vestibule.mailbox.newest("ada@example.org");
    await vestibule.client.cancelDeletion(code);
    const back = await vestibule.client.signIn("ada", PASSWORD);
    assert.equal((await back.account()).username, "ada");
    const spent = await refused(vestibule.client.cancelDeletion(code));
    assert.equal(spent.errors[0]?.code, "code_invalid");
  });

  test("is entered by a mailed code", async () => {
    const vestibule = await fresh();
    await registered(vestibule);
    const { client, mailbox } = vestibule;
    const { ticket, expires_in } = await client.requestSignInCode("ada@example.org");
    assert.equal(expires_in, 600);
    const { text } = await mailbox.newest("ada@example.org");
    const code = /[0-9]{8}/.exec(text)?.[0] ?? "";
    assert.equal((await refused(client.signInByCode(ticket, "x"))).code, "credentials_wrong");
    const ada = await client.signInByCode(ticket, code);
    const { factors } = await ada.whoami();
    assert.deepEqual(
      factors.map((each) => each.name),
      ["mail"],
    );
  });

  test("has a picture where one is given", async () => {
    const ada = await signedIn(await fresh());
    assert.equal((await refused(ada.avatar())).code, "avatar_missing");
    await ada.changeAvatar(new Blob([PIXEL], { type: "image/gif" }));
    const shown = await ada.avatar();
    assert.equal(shown.type, "image/jpeg");
    const start = new Uint8Array(await shown.slice(0, 3).arrayBuffer());
    assert.deepEqual([...start], [0xff, 0xd8, 0xff]);
    const script = new Blob(["<svg/>"], { type: "image/png" });
    assert.equal((await refused(ada.changeAvatar(script))).code, "avatar_unreadable");
    await ada.removeAvatar();
    assert.equal((await refused(ada.removeAvatar())).code, "avatar_missing");
  });

  test("has a name and addresses, for which a fresh proof is wanted", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    await vestibule.clock.advance({ minutes: 11 });
    assert.equal((await refused(ada.changeUsername("countess"))).code, "proof_wanted");
    assert.equal((await refused(ada.export())).code, "proof_wanted");
    const wanted = await refused(ada.addAddress("countess@example.org"));
    assert.deepEqual([wanted.status, wanted.code], [403, "proof_wanted"]);
    await ada.prove(PASSWORD);
    assert.equal((await ada.changeUsername("countess")).username, "countess");
    const added = await ada.addAddress("countess@example.org");
    assert.equal((await refused(ada.preferAddress(added.id))).code, "address_unverified");
    const { code } = await vestibule.mailbox.newest("countess@example.org");
    await vestibule.client.confirm(code);
    assert.equal((await ada.preferAddress(added.id)).primary, true);
    const [first, second] = await all(ada.addresses());
    assert.deepEqual([first?.email, second?.email], ["ada@example.org", "countess@example.org"]);
    await ada.removeAddress(first?.id ?? "");
    assert.deepEqual(
      (await all(ada.addresses())).map((each) => [each.email, each.primary]),
      [["countess@example.org", true]],
    );
    assert.equal((await refused(ada.removeAddress("999"))).code, "address_unknown");
  });

  test("has sessions, of which each can be ended", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    const others = [];
    for (const _ of [1, 2, 3]) {
      others.push(await vestibule.client.signIn("ada", PASSWORD));
    }
    const sessions = await all(ada.sessions());
    assert.deepEqual(
      sessions.map((each) => each.current),
      [false, false, false, true],
    );
    await ada.endSession(sessions[0]?.id ?? "");
    assert.equal((await refused(ada.endSession(sessions[0]?.id ?? ""))).code, "session_unknown");
    assert.equal((await refused((others[2] ?? ada).account())).code, "session_ended");
    await ada.endOtherSessions();
    assert.equal((await all(ada.sessions())).length, 1);
    await ada.signOut();
    assert.ok((await failed(ada.account())) instanceof SignedOutError);
    await ada.signOut();
  });

  test("gets another password in two ways", async () => {
    const vestibule = await fresh();
    const { client, mailbox } = vestibule;
    const ada = await signedIn(vestibule);
    const other = await client.signIn("ada", PASSWORD);
    const wrong = await refused(ada.changePassword("wrong", "correct horse 8"));
    assert.deepEqual(
      [wrong.status, wrong.code, wrong.errors.map((each) => [each.pointer, each.code])],
      [422, "fields_invalid", [["/password", "password_wrong"]]],
    );
    await ada.changePassword(PASSWORD, "correct horse 8");
    assert.equal((await refused(other.account())).code, "session_ended");
    assert.equal((await ada.account()).username, "ada");
    await client.requestReset("ada");
    const { code } = await mailbox.newest("ada@example.org");
    await client.reset(code, "correct horse 9");
    assert.equal((await refused(ada.account())).code, "session_ended");
    const spent = await refused(client.reset(code, "correct horse 9"));
    assert.equal(spent.errors[0]?.code, "code_invalid");
    await client.signIn("ada", "correct horse 9");
  });

  test("signs out where its session has ended before", async () => {
    const vestibule = await fresh();
    const store = new MemoryTokenStore();
    await registered(vestibule);
    const ada = await vestibule.client.signIn("ada", PASSWORD, { store });
    await (await vestibule.client.signIn("ada", PASSWORD)).endOtherSessions();
    await ada.signOut();
    assert.equal(store.load(), null);
  });
});

suite("what the server says", () => {
  test("is told whole: all that is wrong with a registration", async () => {
    const { client } = await fresh();
    const problem = await refused(client.register({ email: "ada@", password: "1234" }));
    assert.equal(problem.status, 422);
    assert.deepEqual(
      problem.errors.map((each) => `${each.pointer} ${each.code}`),
      [
        "/email email_invalid",
        "/password password_too_short",
        "/password password_too_common",
        "/password password_numeric",
      ],
    );
    assert.match(problem.message, /^422 fields_invalid: .*; \/email email_invalid;/);
    assert.equal(problem.name, "ProblemError");
  });

  test("is read from what is no answer of the server too", async () => {
    const vestibule = await fresh();
    const between_ = await between(vestibule);
    const client = new Client(between_.url);
    between_.plan(
      "/v1/whoami",
      { status: 502, headers: { "Content-Type": "text/html" }, body: "<h1>Bad gateway</h1>" },
      { status: 429, headers: { "Retry-After": "20", "Vestibule-Challenge-Wanted": "/v1/c" } },
      { status: 503, headers: { "Retry-After": "Fri, 01 Jan 2027 00:00:00 GMT" }, body: "[]" },
      { status: 200, body: "<h1>Welcome</h1>" },
      { status: 200, body: "[]" },
    );
    const ask = () => client.whoami("Bearer x");
    const page = await refused(ask());
    assert.deepEqual([page.code, page.detail, page.retryAfter], ["http_502", "", undefined]);
    const later = await refused(ask());
    assert.deepEqual([later.retryAfter, later.challenge], [20, "/v1/c"]);
    assert.equal((await refused(ask())).retryAfter, undefined);
    assert.ok((await failed(ask())) instanceof UnreachableError);
    assert.ok((await failed(ask())) instanceof UnreachableError);
  });

  test("may be that another factor is wanted", async () => {
    const vestibule = await fresh();
    const between_ = await between(vestibule);
    const client = new Client(between_.url);
    const told = { type: "about:blank", status: 401, code: "factor_wanted", detail: "d" };
    const body = JSON.stringify({ ...told, ticket: "t1", expires_in: 300 });
    between_.plan("/v1/sessions", { status: 401, body });
    const wanted = await failed(client.signIn("ada", PASSWORD));
    assert.ok(wanted instanceof FactorWantedError && wanted instanceof ProblemError);
    assert.deepEqual([wanted.ticket, wanted.expiresIn, wanted.code], ["t1", 300, "factor_wanted"]);
    const refusal = await refused(client.completeSignIn("t1", "123456"));
    assert.equal(refusal.status, 401);
    assert.equal(between_.asked.at(-1)?.body, '{"ticket":"t1","answer":"123456"}');
  });

  test("is followed to no other place, and waited for no longer than is said", async () => {
    const vestibule = await fresh();
    const between_ = await between(vestibule);
    const elsewhere = await between(vestibule);
    const client = new Client(between_.url, { timeout: 200 });
    between_.plan("/v1/whoami", { status: 307, headers: { Location: `${elsewhere.url}/` } });
    assert.ok((await failed(client.whoami("Bearer x"))) instanceof UnreachableError);
    assert.equal(elsewhere.asked.length, 0);
    const held = between_.hold("/v1/whoami");
    assert.ok((await failed(client.whoami("Bearer x"))) instanceof UnreachableError);
    held.let.open();
    const nobody = await failed(new Client("http://localhost:1").whoami("Bearer x"));
    assert.ok(nobody instanceof UnreachableError && nobody.cause instanceof Error);
  });

  test("comes in pages, which are read one after the other", async () => {
    const vestibule = await fresh();
    const between_ = await between(vestibule);
    await registered(vestibule);
    const ada = await new Client(between_.url).signIn("ada", PASSWORD);
    const item = { email: "a@example.org", verified: true, primary: false };
    const page = (id: string, next: string | null) =>
      JSON.stringify({ items: [{ ...item, id }], next });
    const path = "/v1/account/addresses";
    between_.plan(
      path,
      { status: 200, body: page("3", "3") },
      { status: 200, body: page("5", null) },
    );
    const read = ada.addresses();
    assert.equal((await read.next()).value?.id, "3");
    assert.equal(between_.count(path), 1);
    assert.equal((await read.next()).value?.id, "5");
    assert.equal((await read.next()).done, true);
    const queries = between_.asked.slice(-2).map((each) => each.path.split("?")[1]);
    assert.deepEqual(queries, ["limit=200", "limit=200&after=3"]);
  });
});

suite("a request", () => {
  test("is done once where its key says so, and goes on by no key", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    const once = ada.withHeaders({ "Idempotency-Key": "k1" });
    const added = await once.addAddress("countess@example.org");
    assert.deepEqual(await once.addAddress("countess@example.org"), added);
    const other = await refused(once.addAddress("duchess@example.org"));
    assert.equal(other.code, "idempotency_key_reused");
    const keyed = vestibule.client.withHeaders({ "Idempotency-Key": "k2" });
    const again = await keyed.signIn("ada", PASSWORD);
    await again.edit({ phone: "1" });
    await again.edit({ phone: "2" });
  });

  test("is in the language that is asked for", async () => {
    const vestibule = await fresh();
    const { client, mailbox } = vestibule;
    const account = { email: "ada@example.org", password: PASSWORD };
    await client.withHeaders({ "Accept-Language": "ru" }).register(account);
    assert.match((await mailbox.newest("ada@example.org")).text, /[а-я]/);
  });

  test("has no path of somebody else's making", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    for (const id of ["", "../account", "1/..", "current", "1?x", "²", "12345678901234567"]) {
      await assert.rejects(ada.endSession(id), TypeError);
      await assert.rejects(ada.removeAddress(id), TypeError);
    }
  });

  test("shows no credential that is none", async () => {
    const vestibule = await fresh();
    const between_ = await between(vestibule);
    const client = new Client(between_.url);
    for (const value of ["", " ", "Bearer  x", "a\r\nX: y", "é", "x".repeat(8193)]) {
      assert.equal((await refused(client.whoami(value))).code, "token_invalid");
    }
    assert.equal(between_.asked.length, 0);
  });

  test("asks as a service what a token is worth", async () => {
    const vestibule = await fresh();
    const between_ = await between(vestibule);
    const client = new Client(between_.url);
    const service = { id: "shop", secret: "s%cr:t ü" };
    between_.plan(
      "/v1/introspect",
      { status: 200, body: '{"active":true,"sub":"12"}' },
      { status: 200, body: '{"active":"true","sub":"12"}' },
    );
    assert.deepEqual(await client.introspect("a b&c", service), { active: true, sub: "12" });
    const asked = between_.asked.at(-1);
    assert.equal(asked?.body, "token=a+b%26c&token_type_hint=access_token");
    assert.equal(asked?.headers["content-type"], "application/x-www-form-urlencoded");
    const pair = asked?.headers.authorization?.replace(/^Basic /, "") ?? "";
    assert.equal(Buffer.from(pair, "base64").toString(), "shop:s%25cr%3At+%C3%BC");
    assert.equal((await client.introspect("x", "vsk_1")).active, false);
    assert.equal(between_.asked.at(-1)?.headers.authorization, "Bearer vsk_1");
  });
});
