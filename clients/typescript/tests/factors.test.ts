import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { suite, test } from "node:test";
import { Client, EnrolmentWantedError, FactorWantedError } from "vestibule-client";
import type { TestServer } from "vestibule-client/testing";
import { all, between, failed, fresh, PASSWORD, refused, signedIn } from "./support.js";

/** The code that an application shows at the server's time (RFC 6238). */
async function code({ clock }: TestServer, secret: string): Promise<string> {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((each) => letters.indexOf(each).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/[01]{8}/g) ?? [];
  const key = Buffer.from(bytes.map((each) => Number.parseInt(each, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor((await clock.now()).getTime() / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function wanted(client: Client): Promise<FactorWantedError> {
  const failure = await failed(client.signIn("ada", PASSWORD));
  assert.ok(failure instanceof FactorWantedError, String(failure));
  return failure;
}

suite("second factors", () => {
  test("are added, wanted at the sign-in, and given up", async () => {
    const vestibule = await fresh();
    const { client, clock } = vestibule;
    const ada = await signedIn(vestibule);
    const { enrolment, secret, uri } = await ada.factors.offerTotp();
    assert.match(uri, /^otpauth:/);
    const wrong = await refused(ada.factors.addTotp(enrolment, "abc"));
    assert.deepEqual([wrong.status, wrong.errors[0]?.code], [422, "answer_wrong"]);
    const first = await code(vestibule, secret);
    const { factor, recovery_codes = [] } = await ada.factors.addTotp(enrolment, first, "phone");
    assert.deepEqual([factor.kind, factor.name, recovery_codes.length], ["totp", "phone", 10]);
    assert.deepEqual(await all(ada.factors.list()), [factor]);

    await clock.advance({ minutes: 1 });
    const one = await wanted(client);
    assert.deepEqual([one.code, one.expiresIn, one.passkey], ["factor_wanted", 300, undefined]);
    assert.deepEqual([...one.factors].sort(), ["recovery", "totp"]);
    const again = await client.completeSignIn(one.ticket, await code(vestibule, secret));
    const proved = (await again.whoami()).factors.map((each) => each.name);
    assert.deepEqual([...proved].sort(), ["password", "totp"]);
    const two = await wanted(client);
    await client.completeSignIn(two.ticket, recovery_codes[0] ?? "");
    assert.equal(await again.factors.recoveryCodesLeft(), 9);

    await clock.advance({ minutes: 11 });
    assert.equal((await refused(again.factors.renewRecoveryCodes())).code, "proof_wanted");
    await again.prove({ password: PASSWORD, answer: await code(vestibule, secret) });
    assert.equal((await again.factors.renewRecoveryCodes()).length, 10);
    assert.equal((await refused(again.factors.remove("999"))).code, "factor_unknown");
    await again.factors.remove(factor.id);
    assert.deepEqual(await all(again.factors.list()), []);
    await client.signIn("ada", PASSWORD);
  });

  test("are added on the way in where an account has to have one", async () => {
    const vestibule = await fresh();
    await signedIn(vestibule);
    const middle = await between(vestibule);
    const client = new Client(middle.url);
    const told = { type: "about:blank", status: 401, detail: "d", ticket: "t1", expires_in: 300 };
    const body = JSON.stringify({ ...told, code: "enrolment_wanted" });
    middle.plan("/v1/sessions", { status: 401, body });
    const failure = await failed(client.signIn("ada", PASSWORD));
    assert.ok(failure instanceof EnrolmentWantedError, String(failure));
    assert.deepEqual([failure.ticket, failure.expiresIn], ["t1", 300]);
    const offer = { enrolment: "e1", secret: "S", uri: "u", qr: "q", expires_in: 900 };
    middle.plan("/v1/sessions/enrolment", { status: 200, body: JSON.stringify(offer) });
    assert.deepEqual(await client.offerTotpForSignIn(failure.ticket), offer);
    const tokens = { access_token: "a", refresh_token: "vr1_b", expires_in: 900 };
    const completed = { account: "1", session: "2", ...tokens, recovery_codes: ["r1"] };
    middle.plan("/v1/sessions/complete", { status: 201, body: JSON.stringify(completed) });
    const { signedIn: ada, recoveryCodes } = await client.completeEnrolment("t1", "e1", "123456");
    assert.deepEqual([await ada.accessToken(), recoveryCodes], ["a", ["r1"]]);
    assert.deepEqual(
      middle.asked.slice(-2).map((each) => JSON.parse(each.body)),
      [{ ticket: "t1" }, { ticket: "t1", enrolment: "e1", answer: "123456" }],
    );
  });
});
