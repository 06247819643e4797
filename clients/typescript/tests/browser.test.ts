import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import type { Client, SignedIn } from "vestibule-client";
import type { Between } from "./between.js";
import { examples } from "./examples.js";
import { between, fresh, PASSWORD, registered, waitingFor } from "./support.js";

const REFRESH = "/v1/sessions/refresh";
const PAGE = `<!doctype html><title>shop</title>
<script type="importmap">{"imports": {"vestibule-client": "/vestibule-client/index.js"}}</script>`;

const SKIP = process.env["CHROMIUM"] === undefined ? "there is no Chromium" : false;
let browser: Promise<Browser> | undefined;
after(async () => (await browser)?.close());

/** A site that serves a page, the package, and the server's paths. */
async function site() {
  const vestibule = await fresh();
  await registered(vestibule);
  const middle = await between(vestibule);
  await publish(middle);
  browser ??= chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "",
    args: ["--no-sandbox"],
  });
  const context = await (await browser).newContext();
  return { vestibule, middle, context };
}

async function publish(middle: Between): Promise<void> {
  const script = (text: string) => ({ type: "text/javascript", text });
  middle.pages.set("/shop", { type: "text/html", text: PAGE });
  middle.pages.set("/session.js", script((await examples()).get("session.js") ?? ""));
  const package_ = dirname(fileURLToPath(import.meta.resolve("vestibule-client")));
  for (const name of await readdir(package_, { recursive: true })) {
    if (name.endsWith(".js")) {
      const text = await readFile(join(package_, name), "utf8");
      middle.pages.set(`/vestibule-client/${name}`, script(text));
    }
  }
}

async function opened(context: BrowserContext, middle: Between): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${middle.url}/shop`);
  return page;
}

interface SessionModule {
  readonly me: SignedIn;
  signIn(login: string, password: string): Promise<SignedIn>;
}

function account(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    const { me } = (await import("/session.js" as string)) as SessionModule;
    return (await me.account()).username;
  });
}

suite("in a browser", { skip: SKIP }, () => {
  test("two tabs renew their tokens once", async () => {
    const { vestibule, middle, context } = await site();
    const [one, two] = [await opened(context, middle), await opened(context, middle)];
    await one.evaluate(async (password) => {
      const session = (await import("/session.js" as string)) as SessionModule;
      await session.signIn("ada", password);
    }, PASSWORD);
    assert.deepEqual([await account(one), await account(two)], ["ada", "ada"]);
    await vestibule.clock.advance({ days: 2 });
    const held = middle.hold(REFRESH);
    const calls = [account(one), account(two)];
    await held.reached.passed;
    await waitingFor(() =>
      one.evaluate(async () => (await navigator.locks.query()).pending?.length === 1),
    );
    held.let.open();
    assert.deepEqual(await Promise.all(calls), ["ada", "ada"]);
    assert.equal(middle.count(REFRESH), 1);
    await context.close();
  });

  test("a passkey is made, proves who it is, and lets in alone", async () => {
    const { vestibule, middle, context } = await site();
    // Passkeys are for the server's own origin.
    for (const [path, { type, text }] of middle.pages) {
      const answer = { contentType: type, body: text };
      await context.route(vestibule.url + path, (route) => route.fulfill(answer));
    }
    const page = await context.newPage();
    await page.goto(`${vestibule.url}/shop`);
    const device = await context.newCDPSession(page);
    await device.send("WebAuthn.enable");
    await device.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const seen = await page.evaluate(async (password) => {
      const package_ = (await import("vestibule-client")) as typeof import("vestibule-client");
      const client = new package_.Client();
      const ada = await client.signIn("ada", password);
      const { factor, recovery_codes } = await ada.factors.addPasskey("laptop");
      await ada.factors.proveByPasskey();
      const wanted = await client.signIn("ada", password).catch((failure: unknown) => failure);
      if (!(wanted instanceof package_.FactorWantedError) || wanted.passkey === undefined) {
        return [String(wanted)];
      }
      const answer = await package_.passkeyAnswer(wanted.passkey);
      const beside = await client.completeSignIn(wanted.ticket, answer);
      const alone = await client.signInByPasskey({ cookies: true });
      const { username, door } = await alone.whoami();
      const names = (await beside.whoami()).factors.map((each) => each.name).sort();
      return [factor.kind, factor.name, recovery_codes?.length, username, door, ...names];
    }, PASSWORD);
    assert.deepEqual(seen, ["passkey", "laptop", 10, "ada", "v1", "passkey", "password"]);
    await context.close();
  });

  test("a cookie keeps a session that no script can read", async () => {
    const { middle, context } = await site();
    const page = await opened(context, middle);
    const seen = await page.evaluate(async (password) => {
      const { Client } = (await import("vestibule-client")) as { Client: new () => Client };
      const ada = await new Client().signIn("ada", password, { cookies: true });
      const { door } = await ada.whoami();
      const { phone } = await ada.edit({ phone: "1" });
      const shown = await ada.accessToken().catch((failure: Error) => failure.name);
      return { door, phone, shown, kept: document.cookie + localStorage.length };
    }, PASSWORD);
    assert.deepEqual(seen, { door: "v1", phone: "1", shown: "VestibuleError", kept: "0" });
    const [cookie] = (await context.cookies()).filter(({ name }) => name === "__Host-vestibule");
    assert.deepEqual([cookie?.httpOnly, cookie?.secure, cookie?.sameSite], [true, true, "Lax"]);
    const later = await opened(context, middle);
    const codes = await later.evaluate(async () => {
      const { Client } = (await import("vestibule-client")) as { Client: new () => Client };
      const ada = new Client().byCookie();
      const name = (await ada.account()).username;
      await ada.signOut();
      return [name, await ada.account().catch((problem: { code: string }) => problem.code)];
    });
    assert.deepEqual(codes, ["ada", "credential_missing"]);
    await context.close();
  });
});
