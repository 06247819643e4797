import assert from "node:assert/strict";
import { after } from "node:test";
import { ProblemError, type SignedIn } from "vestibule-client";
import { startVestibule, type TestServer } from "vestibule-client/testing";
import { Between } from "./between.js";

export const PASSWORD = "correct horse 7";

const started = startVestibule({
  settings: { VESTIBULE_LIMITS: "off", VESTIBULE_SIGN_IN_MAILED_CODES: "on" },
});
const opened: Between[] = [];
after(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await (await started).stop();
});

/** The one server of all tests, which knows nobody. */
export async function fresh(): Promise<TestServer> {
  const server = await started;
  await server.reset();
  return server;
}

export async function between(vestibule: TestServer): Promise<Between> {
  const opening = await Between.start(vestibule.url);
  opened.push(opening);
  return opening;
}

/** Somebody whose address is confirmed. */
export async function registered(vestibule: TestServer, name = "ada"): Promise<void> {
  const email = `${name}@example.org`;
  const full_name = `${name[0]?.toUpperCase()}${name.slice(1)} L.`;
  await vestibule.client.register({ email, password: PASSWORD, username: name, full_name });
  await vestibule.client.confirm((await vestibule.mailbox.newest(email)).code);
}

export async function signedIn(vestibule: TestServer, name = "ada"): Promise<SignedIn> {
  await registered(vestibule, name);
  return vestibule.client.signIn(name, PASSWORD);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

/** What a call is refused with. */
export async function refused(call: Promise<unknown>): Promise<ProblemError> {
  const failure = await failed(call);
  assert.ok(failure instanceof ProblemError, String(failure));
  return failure;
}

export async function failed(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (failure) {
    return failure;
  }
  return assert.fail("it went well");
}

/** Until it holds; the bound is for what never comes. */
export async function waitingFor(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await condition())) {
    assert.ok(performance.now() < end, "it never came");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
