import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { suite, test } from "node:test";
import { TokenRejectedError, UnreachableError, Verifier } from "vestibule-client";
import type { Between } from "./between.js";
import { Signer, segment, type Values } from "./signer.js";
import { between, failed, fresh, refused, signedIn } from "./support.js";

const KEYS = "/.well-known/jwks.json";
const ISSUER = "https://a.example.org";
const NOW = 1_800_000_000;
const CLAIMS: Values = {
  iss: ISSUER,
  sub: "12",
  jti: "0a1b",
  iat: NOW - 10,
  exp: NOW + 890,
  token_use: "access",
};

/** A server that publishes these keys, at a time that can be moved. */
async function world(...keys: readonly unknown[]) {
  const middle: Between = await between(await fresh());
  const publish = (...published: readonly unknown[]) =>
    middle.plan(KEYS, { status: 200, body: JSON.stringify({ keys: published }) });
  publish(...keys);
  const clock = { seconds: NOW };
  const now = () => clock.seconds * 1_000;
  const verifier = (more = {}) => new Verifier(middle.url, { issuer: ISSUER, now, ...more });
  return { middle, publish, clock, verifier };
}

async function signed() {
  const signer = await Signer.make("k1");
  const made = await world(await signer.published());
  const header = { alg: "ES256", typ: "JWT", kid: "k1" };
  const token = (claims: Values = {}, more: Values = {}) =>
    signer.token({ ...header, ...more }, { ...CLAIMS, ...claims });
  return { ...made, signer, token };
}

async function rejected(call: Promise<unknown>, why: RegExp): Promise<void> {
  const failure = await failed(call);
  assert.ok(failure instanceof TokenRejectedError, String(failure));
  assert.match(failure.message, why);
}

suite("a token of the server", () => {
  test("is verified by its published keys, which are read once", async () => {
    const vestibule = await fresh();
    const middle = await between(vestibule);
    const ada = await signedIn(vestibule);
    const token = await ada.accessToken();
    const verifier = new Verifier(middle.url, { issuer: vestibule.url });
    const found = await Promise.all(Array.from({ length: 16 }, () => verifier.verify(token)));
    const { id, session } = await ada.whoami();
    assert.deepEqual(new Set(found.map((each) => each.account)), new Set([id]));
    assert.equal(found[0]?.expires.getTime(), (found[0]?.issued.getTime() ?? 0) + 900_000);
    assert.equal(found[0]?.claims["iss"], vestibule.url);
    assert.ok(session.id !== "");
    assert.equal(middle.count(KEYS), 1);
    assert.equal((await new Verifier(`${vestibule.url}/`).verify(token)).account, id);
    await rejected(new Verifier(middle.url).verify(token), /another issuer/);
  });

  test("is none where it is of another door, or renews others", async () => {
    const vestibule = await fresh();
    await signedIn(vestibule);
    const answer = await fetch(`${vestibule.url}/api/token/`, {
      method: "POST",
      body: new URLSearchParams({ email: "ada@example.org", password: "correct horse 7" }),
    });
    const { access, refresh } = (await answer.json()) as Record<string, string>;
    const verifier = new Verifier(vestibule.url);
    for (const token of [access ?? "", refresh ?? "", "vr1_AAAA"]) {
      await rejected(verifier.verify(token), /no signed token|not signed by ES256/);
    }
  });
});

suite("a verifier", () => {
  test("tells what a token says", async () => {
    const { verifier, token } = await signed();
    const one = verifier();
    assert.deepEqual(await one.verify(await token()), {
      account: "12",
      id: "0a1b",
      issued: new Date((NOW - 10) * 1_000),
      expires: new Date((NOW + 890) * 1_000),
      claims: CLAIMS,
    });
    for (const typ of ["jwt", "at+jwt", "application/at+jwt"]) {
      await one.verify(await token({}, { typ }));
    }
  });

  test("refuses claims that are not right", async () => {
    const { verifier, token } = await signed();
    const one = verifier();
    const wrong: [Values, RegExp][] = [
      [{ iss: undefined }, /another issuer/],
      [{ iss: "https://b.example.org" }, /another issuer/],
      [{ iss: `${ISSUER}/` }, /another issuer/],
      [{ iss: [ISSUER] }, /another issuer/],
      [{ token_use: undefined }, /another use/],
      [{ token_use: "refresh" }, /another use/],
      [{ token_use: ["access"] }, /another use/],
      [{ sub: undefined }, /nobody/],
      [{ sub: 12 }, /nobody/],
      [{ sub: "" }, /nobody/],
      [{ sub: "12\n" }, /nobody/],
      [{ sub: "admin" }, /nobody/],
      [{ jti: undefined }, /no id/],
      [{ iat: undefined }, /time to come/],
      [{ iat: NOW + 61 }, /time to come/],
      [{ iat: "1" }, /time to come/],
      [{ nbf: NOW + 61 }, /not good yet/],
      [{ nbf: "x" }, /not good yet/],
      [{ exp: undefined }, /too old/],
      [{ exp: NOW }, /too old/],
      [{ exp: NOW - 1 }, /too old/],
      [{ exp: `${NOW + 900}` }, /too old/],
      [{ exp: null }, /too old/],
    ];
    for (const [claims, why] of wrong) {
      await rejected(one.verify(await token(claims)), why);
    }
    await one.verify(await token({ iat: NOW + 60, nbf: NOW + 60, exp: NOW + 0.5 }));
  });

  test("takes tokens for those alone for whom they are", async () => {
    const { verifier, publish, signer, token } = await signed();
    publish(await signer.published());
    const anybody = verifier();
    const shop = verifier({ audience: "shop" });
    await anybody.verify(await token({ aud: ISSUER }));
    await anybody.verify(await token({ aud: ["x", ISSUER] }));
    await shop.verify(await token({ aud: "shop" }));
    await shop.verify(await token({ aud: ["x", "shop"] }));
    for (const aud of ["shop", [], ["x"], null, 5]) {
      await rejected(anybody.verify(await token({ aud })), /somebody else/);
    }
    for (const aud of [undefined, ISSUER, "shopping", ["sho", "p"], null]) {
      await rejected(shop.verify(await token({ aud })), /somebody else/);
    }
  });

  test("refuses headers that no token has, and asks nobody for them", async () => {
    const { middle, verifier, token } = await signed();
    const one = verifier();
    const wrong: [Values, RegExp][] = [
      [{ alg: "none" }, /ES256/],
      [{ alg: "HS256" }, /ES256/],
      [{ alg: "RS256" }, /ES256/],
      [{ alg: "es256" }, /ES256/],
      [{ alg: ["ES256"] }, /ES256/],
      [{ alg: undefined }, /ES256/],
      [{ typ: undefined }, /type/],
      [{ typ: "logout+jwt" }, /type/],
      [{ typ: 5 }, /type/],
      [{ kid: undefined }, /no key/],
      [{ kid: 1 }, /no key/],
      [{ crit: ["exp"] }, /no key/],
      [{ crit: null }, /no key/],
    ];
    for (const [header, why] of wrong) {
      await rejected(one.verify(await token({}, header)), why);
    }
    assert.equal(middle.count(KEYS), 0);
  });

  test("refuses what is damaged", async () => {
    const { middle, verifier, signer, token } = await signed();
    const one = verifier();
    const good = await token();
    const [header = "", claims = "", signature = ""] = good.split(".");
    const none = /no signed token/;
    for (const text of [
      "",
      ".",
      "..",
      header,
      `${header}.${claims}`,
      `${header}.${claims}.`,
      `${good}.${signature}`,
      `${good}=`,
      ` ${good}`,
      `${good}\n`,
      `${header}.${claims}.${signature.slice(0, -1)}+`,
      `${header}.${claims}.a`,
      `${segment("[]")}.${claims}.${signature}`,
      `${segment("null")}.${claims}.${signature}`,
      `${segment(Buffer.from([0xff]))}.${claims}.${signature}`,
      `${header}.${segment("{")}.${signature}`,
      // Whole and signed, but longer than any of the server's.
      await token({ more: "A".repeat(6 * 1024) }),
    ]) {
      await rejected(one.verify(text), none);
    }
    assert.equal(middle.count(KEYS), 0);
    const others = segment(JSON.stringify({ ...CLAIMS, sub: "13" }));
    const [a, b] = [signature[0] === "A" ? "B" : "A", signature.slice(1)];
    const stranger = await Signer.make("k1");
    for (const text of [
      `${header}.${others}.${signature}`,
      `${header}.${claims}.${a}${b}`,
      `${header}.${claims}.${signature.slice(0, 43)}`,
      `${header}.${claims}.${segment(Buffer.alloc(64))}`,
      `${header}.${claims}.${await stranger.signature(`${header}.${claims}`)}`,
      `${header}.${claims}.${await signer.signature(`${header}.${others}`)}`,
    ]) {
      await rejected(one.verify(text), /not signed by that key/);
    }
    assert.equal((await one.verify(good)).account, "12");
  });

  test("lets no public key be a secret one", async () => {
    const { verifier, signer } = await signed();
    const { x, y } = await signer.published();
    const header = segment(JSON.stringify({ alg: "HS256", typ: "JWT", kid: "k1" }));
    const text = `${header}.${segment(JSON.stringify(CLAIMS))}`;
    const mac = createHmac("sha256", `${x}${y}`).update(text).digest("base64url");
    await rejected(verifier().verify(`${text}.${mac}`), /ES256/);
  });

  test("passes keys over that are not for this", async () => {
    const signer = await Signer.make("k1");
    const foreign = [
      null,
      5,
      { kty: "RSA", kid: "k1", alg: "RS256", use: "sig", n: "AQAB", e: "AQAB" },
      await signer.published({ alg: "ES384" }),
      await signer.published({ crv: "P-384" }),
      await signer.published({ use: "enc" }),
      await signer.published({ kid: 1 }),
      await signer.published({ x: undefined }),
    ];
    const { verifier, publish } = await world(...foreign);
    publish(...foreign);
    const token = await signer.token({ alg: "ES256", typ: "JWT", kid: "k1" }, CLAIMS);
    await rejected(verifier().verify(token), /unknown key/);
    const whole = await world(...foreign, await signer.published());
    await whole.verifier().verify(token);
  });

  test("cannot judge where the keys cannot be read", async () => {
    const { middle, verifier, publish, signer, token } = await signed();
    const off = await signer.published({ y: (await signer.published())["x"] });
    const text = await token();
    const one = new Verifier(middle.url, { issuer: ISSUER, now: () => NOW * 1_000 });
    await one.verify(text);
    const two = verifier();
    middle.plan(KEYS, { status: 503 }, { status: 200, body: "{}" }, { status: 200, body: "x" });
    publish(off);
    publish(await signer.published());
    assert.equal((await refused(two.verify(text))).status, 503);
    for (const _ of [1, 2, 3]) {
      assert.ok((await failed(two.verify(text))) instanceof UnreachableError);
    }
    // No failure is remembered.
    await two.verify(text);
  });

  test("keeps its keys where newer ones cannot be read", async () => {
    const { middle, publish, clock, verifier, signer, token } = await signed();
    const one = verifier();
    await one.verify(await token());
    middle.plan(KEYS, { status: 503 });
    const unknown = await token({}, { kid: "k2" });
    for (const _ of [1, 2]) {
      assert.equal((await refused(one.verify(unknown))).status, 503);
      await one.verify(await token());
    }
    assert.equal(middle.count(KEYS), 2);
    clock.seconds += 60;
    publish(await signer.published());
    await rejected(one.verify(unknown), /unknown key/);
    await one.verify(await token());
    assert.equal(middle.count(KEYS), 3);
  });

  test("reads the keys again for an unknown one, and after five minutes", async () => {
    const { middle, publish, clock, verifier, signer, token } = await signed();
    const next = await Signer.make("k2");
    const one = verifier();
    await one.verify(await token());
    publish(await signer.published(), await next.published());
    const fresh = await next.token({ alg: "ES256", typ: "JWT", kid: "k2" }, CLAIMS);
    const found = await Promise.all(Array.from({ length: 8 }, () => one.verify(fresh)));
    assert.equal(found.length, 8);
    assert.equal(middle.count(KEYS), 2);
    publish(await next.published());
    const invented = Array.from({ length: 20 }, (_, at) => token({}, { kid: `invented${at}` }));
    for (const each of await Promise.all(invented)) {
      await rejected(one.verify(each), /unknown key/);
    }
    assert.equal(middle.count(KEYS), 2);
    clock.seconds += 59;
    await rejected(one.verify(await token({}, { kid: "x" })), /unknown key/);
    assert.equal(middle.count(KEYS), 2);
    clock.seconds += 1;
    // This key has gone, as the server publishes it no more.
    await rejected(one.verify(await token({}, { kid: "x" })), /unknown key/);
    assert.equal(middle.count(KEYS), 3);
    await rejected(one.verify(await token()), /unknown key/);
    publish(await signer.published());
    clock.seconds += 299;
    await one.verify(fresh);
    assert.equal(middle.count(KEYS), 3);
    clock.seconds += 1;
    await one.verify(await token());
    assert.equal(middle.count(KEYS), 4);
  });
});
