import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  behindProxy,
  byIntrospection,
  byKeys,
  byWhoami,
  type Caller,
  type Presented,
  RefusedError,
  type Way,
} from "vestibule-client/express";
import { credential, DOORS, ownCookie, signOut } from "./doors.js";
import { between, failed, fresh, registered, signedIn, waitingFor } from "./support.js";

const SERVICE = { id: "shop", secret: "secret" };
const INTROSPECT = "/v1/introspect";
const SAFE = ["GET", "HEAD", "OPTIONS"];

function presented(headers: Record<string, string> = {}, method = "GET", peer?: string): Presented {
  const lowered = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { method, header: (name) => lowered.get(name), peer: peer ?? "127.0.0.1" };
}

function shown(value: string): Presented {
  return presented({ Authorization: value });
}

async function refusal(way: Way, request: Presented): Promise<string> {
  const failure = await failed(way.judge(request));
  assert.ok(failure instanceof RefusedError, String(failure));
  return `${failure.status} ${failure.code}`;
}

suite("by whoami", () => {
  test("the credential of any door passes until its session ends", async () => {
    const vestibule = await fresh();
    await registered(vestibule);
    const way = byWhoami(vestibule.url, { moment: 0 });
    for (const door of DOORS) {
      const value = await credential(vestibule, door, "ada");
      const caller = await way.judge(shown(value));
      const { username, email, groups } = caller;
      assert.deepEqual(
        [caller.door, username, email, groups],
        [door, "ada", "ada@example.org", []],
      );
      await signOut(vestibule, value);
      assert.equal(await refusal(way, shown(value)), "401 session_ended", door);
    }
  });

  test("an address that is not confirmed is not told", async () => {
    const vestibule = await fresh();
    const account = { email: "ada@example.org", password: "correct horse 7", username: "ada" };
    await vestibule.client.register(account);
    const ada = await vestibule.client.signIn("ada", "correct horse 7");
    const caller = await byWhoami(vestibule.url).judge(shown(`Bearer ${await ada.accessToken()}`));
    assert.equal(caller.email, undefined);
  });

  test("nobody passes by what is no credential", async () => {
    const way = byWhoami((await fresh()).url);
    for (const value of ["", " ", "x", "Bearer x", "Basic eDp5", "Bearer a\r\nX: y", "é"]) {
      assert.equal(await refusal(way, shown(value)), "401 token_invalid", JSON.stringify(value));
    }
    assert.equal(await refusal(way, shown("x".repeat(8193))), "401 token_invalid");
    assert.equal(await refusal(way, presented()), "401 credential_missing");
    assert.equal(
      await refusal(way, presented({ Cookie: "a=b; __Host-vestibule=" })),
      "401 credential_missing",
    );
  });

  test("an answer is remembered for a moment, and by many at once", async () => {
    const vestibule = await fresh();
    const middle = await between(vestibule);
    const value = `Bearer ${await (await signedIn(vestibule)).accessToken()}`;
    const way = byWhoami(middle.url, { moment: 1_000 });
    await Promise.all(Array.from({ length: 16 }, () => way.judge(shown(value))));
    await way.judge(shown(value));
    assert.equal(middle.count("/v1/whoami"), 1);
    await signOut(vestibule, value);
    await waitingFor(async () => {
      const failure = await way.judge(shown(value)).catch((refused: unknown) => refused);
      return failure instanceof RefusedError && failure.code === "session_ended";
    });
    assert.equal(middle.count("/v1/whoami"), 2);
    for (const moment of [1_001, -1, Number.NaN, 60_000]) {
      assert.throws(() => byWhoami(middle.url, { moment }), RangeError);
      assert.throws(() => byIntrospection(middle.url, SERVICE, { moment }), RangeError);
    }
  });

  test("who cannot be asked lets nobody by, and is asked anew", async () => {
    const vestibule = await fresh();
    const middle = await between(vestibule);
    const value = shown(`Bearer ${await (await signedIn(vestibule)).accessToken()}`);
    const whoami = { id: "1", session: {}, groups: [], roles: [], permissions: [] };
    middle.plan(
      "/v1/whoami",
      { status: 503 },
      { status: 500, body: "{}" },
      { status: 429 },
      { status: 404 },
      { status: 200, body: "[]" },
      { status: 200, body: JSON.stringify({ ...whoami, id: 1 }) },
      { status: 200, body: JSON.stringify({ ...whoami, groups: "staff" }) },
      { status: 200, body: JSON.stringify({ ...whoami, roles: [1] }) },
    );
    const way = byWhoami(middle.url);
    for (const _ of [1, 2, 3, 4, 5, 6, 7, 8]) {
      assert.equal(await refusal(way, value), "503 unavailable");
    }
    assert.equal((await way.judge(value)).username, "ada");
    assert.equal(await refusal(byWhoami("http://localhost:1"), value), "503 unavailable");
    assert.equal(await refusal(byKeys("http://localhost:1"), value), "503 unavailable");
  });
});

suite("by a cookie", () => {
  test("a page of another site changes nothing", async () => {
    const vestibule = await fresh();
    await registered(vestibule);
    const Cookie = await ownCookie(vestibule, "ada");
    const way = byWhoami(vestibule.url);
    for (const method of SAFE) {
      assert.equal((await way.judge(presented({ Cookie }, method))).username, "ada");
    }
    const others: Record<string, string>[] = [
      {},
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { "X-Original-Method": "GET", "X-Forwarded-Method": "GET" },
    ];
    for (const headers of others) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "post"]) {
        const request = presented({ ...headers, Cookie }, method);
        assert.equal(await refusal(way, request), "403 origin_foreign", method);
      }
      const webSocket = presented({ ...headers, Cookie, Upgrade: "websocket" });
      assert.equal(await refusal(way, webSocket), "403 origin_foreign");
    }
    for (const good of [{ "Sec-Fetch-Site": "same-origin" }, { Origin: vestibule.url }]) {
      const bare = presented({ Cookie, ...good } as Record<string, string>, "POST");
      assert.equal(await refusal(way, bare), "403 csrf_mismatch");
      const forms = byWhoami(vestibule.url, { forms: true });
      assert.equal((await forms.judge(bare)).username, "ada");
      const foreign = presented({ Cookie, "X-CSRF-TOKEN": "1" }, "POST");
      assert.equal(await refusal(forms, foreign), "403 origin_foreign");
    }
    const csrf = { "X-CSRF-TOKEN": "1" };
    const own = { Cookie, ...csrf, "Sec-Fetch-Site": "same-origin" };
    assert.equal((await way.judge(presented(own, "POST"))).username, "ada");
    const named = { Cookie, ...csrf, Origin: vestibule.url };
    assert.equal((await way.judge(presented(named, "POST"))).username, "ada");
  });

  test("the good one of two counts, and none mends a header", async () => {
    const vestibule = await fresh();
    await registered(vestibule);
    const token = (await credential(vestibule, "useraccount", "ada")).replace("Bearer ", "");
    const own = await ownCookie(vestibule, "ada");
    const way = byWhoami(vestibule.url);
    const jar = `a=b; __Host-vestibule=0a1b;access_token_cookie=${token}; c`;
    assert.equal((await way.judge(presented({ Cookie: jar }))).door, "useraccount");
    assert.equal(
      (await way.judge(presented({ Cookie: `${own}; access_token_cookie=x` }))).door,
      "v1",
    );
    const mixed = presented({ Cookie: own, Authorization: "Bearer x" });
    assert.equal(await refusal(way, mixed), "401 token_invalid");
    assert.equal(await refusal(way, presented({ Cookie: `${own}x` })), "401 token_invalid");
    const long = `${own}; access_token_cookie=${"x".repeat(8192)}`;
    assert.equal(await refusal(way, presented({ Cookie: long })), "401 credential_missing");
  });

  test("nobody passes whose cookie means somebody else a moment later", async () => {
    const vestibule = await fresh();
    const middle = await between(vestibule);
    await registered(vestibule);
    const Cookie = await ownCookie(vestibule, "ada");
    const way = byWhoami(middle.url);
    middle.plan(
      "/v1/auth",
      { status: 200, headers: { "X-Vestibule-User": "999" } },
      { status: 200 },
    );
    const request = presented({ Cookie, Origin: vestibule.url }, "POST");
    assert.equal(await refusal(way, request), "401 session_ended");
    assert.equal(await refusal(way, request), "401 session_ended");
  });

  test("no other cookie and no other header goes on to the server", async () => {
    const vestibule = await fresh();
    const middle = await between(vestibule);
    await registered(vestibule);
    const own = await ownCookie(vestibule, "ada");
    const way = byWhoami(middle.url);
    const Cookie = `shop=1; ${own}; other=2`;
    const forged = { "X-Vestibule-User": "1", "X-Original-Method": "GET", "X-Forwarded-For": "1" };
    await way.judge(
      presented({ ...forged, Cookie, Origin: vestibule.url, "X-CSRF-TOKEN": "1" }, "POST"),
    );
    assert.deepEqual(
      middle.asked.map((each) => each.path),
      ["/v1/whoami", "/v1/auth"],
    );
    for (const { headers } of middle.asked) {
      assert.equal(headers.cookie, own);
      const names = Object.keys(headers).filter((name) => name.startsWith("x-"));
      assert.deepEqual(
        names.filter((name) => name !== "x-csrf-token"),
        [],
      );
    }
  });
});

suite("by introspection", () => {
  test("tokens pass that the server calls good, and that belong into a header", async () => {
    const middle = await between(await fresh());
    const way = byIntrospection(middle.url, SERVICE, { moment: 0 });
    const told = (...bodies: object[]) =>
      middle.plan(
        INTROSPECT,
        ...bodies.map((body) => ({ status: 200, body: JSON.stringify(body) })),
      );
    const known = { active: true, sub: "12" };
    const rights = { groups: ["staff"], roles: [], permissions: ["sell"] };
    const address = { email: "a@example.org", email_verified: true };
    told({ ...known, ...rights, ...address, username: "ada", door: "chat", session: "7" });
    const ada: Caller = await way.judge(shown("Token a&b"));
    assert.deepEqual(ada, {
      id: "12",
      username: "ada",
      email: "a@example.org",
      ...rights,
      door: "chat",
      session: "7",
    });
    assert.match(middle.asked[0]?.body ?? "", /^token=a%26b&/);
    told({ ...known, email: "a@example.org", email_verified: false }, known);
    assert.equal((await way.judge(shown("bearer x"))).email, undefined);
    assert.deepEqual((await way.judge(shown("bare"))).groups, []);
    told(
      { active: false },
      { active: "true", sub: "12" },
      { active: true },
      { active: true, sub: 12 },
      { ...known, token_use: "refresh" },
      { ...known, token_use: "cookie" },
      known,
    );
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      assert.equal(await refusal(way, shown("Bearer x")), "401 token_invalid");
    }
    assert.equal(await refusal(way, shown("Bearer vr1_x")), "401 token_invalid");
    assert.equal(await refusal(way, presented()), "401 credential_missing");
    assert.equal(
      await refusal(way, presented({ Cookie: "__Host-vestibule=0a" })),
      "401 credential_missing",
    );
  });

  test("that the service's own credential is refused is no fault of who asks", async () => {
    const middle = await between(await fresh());
    const way = byIntrospection(middle.url, SERVICE);
    const body = JSON.stringify({ code: "service_unknown", detail: "d" });
    middle.plan(
      INTROSPECT,
      { status: 401, body },
      { status: 403, body },
      { status: 200, body: "x" },
    );
    for (const _ of [1, 2, 3]) {
      assert.equal(await refusal(way, shown("Bearer x")), "503 unavailable");
    }
  });
});

suite("by keys", () => {
  test("tokens of /v1 pass without a question for each, and others do not", async () => {
    const vestibule = await fresh();
    const middle = await between(vestibule);
    const ada = await signedIn(vestibule);
    const way = byKeys(middle.url, { issuer: vestibule.url });
    const value = await ada.accessToken();
    const { id } = await ada.whoami();
    const known = { id, groups: [], roles: [], permissions: [], door: "v1" };
    assert.deepEqual(await way.judge(shown(`Bearer ${value}`)), known);
    assert.deepEqual(await way.judge(shown(`bearer  ${value}`)), known);
    for (const door of DOORS.slice(0, 5)) {
      const other = shown(await credential(vestibule, door, "ada"));
      assert.equal(await refusal(way, other), "401 token_invalid", door);
    }
    assert.equal(await refusal(way, shown(value)), "401 token_invalid");
    assert.equal(await refusal(way, shown(`Bearer ${value} x`)), "401 token_invalid");
    assert.equal(await refusal(way, presented()), "401 credential_missing");
    assert.deepEqual(
      new Set(middle.asked.map((each) => each.path)),
      new Set(["/.well-known/jwks.json"]),
    );
  });

  test("what has run out is refused", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    const clock = { ahead: 0 };
    const way = byKeys(vestibule.url, { now: () => Date.now() + clock.ahead });
    const value = shown(`Bearer ${await ada.accessToken()}`);
    await way.judge(value);
    clock.ahead = 15 * 60_000;
    assert.equal(await refusal(way, value), "401 token_invalid");
  });
});

suite("behind a proxy", () => {
  const HEADERS = {
    "X-Vestibule-User": "12",
    "X-Vestibule-Email": "a%2Bb%40example.org",
    "X-Vestibule-Groups": "R%26D,a%2Cb",
    "X-Vestibule-Roles": "",
  };
  const missing = "401 credential_missing";

  test("its headers count, and from nowhere else", async () => {
    const way = behindProxy();
    const { id, email, groups, roles } = await way.judge(presented(HEADERS));
    assert.deepEqual([id, email, groups, roles], ["12", "a+b@example.org", ["R&D", "a,b"], []]);
    for (const peer of ["127.0.0.2", "::1", "::ffff:127.0.0.1"]) {
      assert.equal((await way.judge(presented(HEADERS, "GET", peer))).id, "12");
    }
    for (const peer of ["10.0.0.1", "::2", "", "x", "::ffff:10.0.0.1", "127.0.0.1, 10.0.0.1"]) {
      assert.equal(await refusal(way, presented(HEADERS, "GET", peer)), missing, peer);
    }
    const far = behindProxy({ networks: ["10.0.0.0/8", "fd00::/8"] });
    for (const peer of ["10.9.9.9", "::ffff:10.0.0.1", "fd12::1"]) {
      assert.equal((await far.judge(presented(HEADERS, "GET", peer))).id, "12");
    }
    assert.equal(await refusal(far, presented(HEADERS)), missing);
    for (const network of ["10.0.0.1", "10.0.0.0/33", "x/8", "10.0.0.0/", "fe80::/129"]) {
      assert.throws(() => behindProxy({ networks: [network] }), network);
    }
  });

  test("nobody passes whom it does not name", async () => {
    for (const user of ["", "1,2", "1, 2", " 1", "x", "-1", "²", "1\n", "12345678901234567"]) {
      const headers = { ...HEADERS, "X-Vestibule-User": user };
      assert.equal(await refusal(behindProxy(), presented(headers)), missing, user);
    }
    const damaged = { ...HEADERS, "X-Vestibule-Groups": "%E0%A4%A" };
    assert.equal(await refusal(behindProxy(), presented(damaged)), missing);
  });

  test("its headers are nothing to the other ways", async () => {
    const { url } = await fresh();
    for (const way of [byWhoami(url), byKeys(url), byIntrospection(url, SERVICE)]) {
      assert.equal(await refusal(way, presented(HEADERS)), missing);
    }
  });
});
