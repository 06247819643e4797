import assert from "node:assert/strict";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { suite, test } from "node:test";
import { credential, DOORS } from "./doors.js";
import { examples, folder, run, variable } from "./examples.js";
import { fresh, registered, signedIn, waitingFor } from "./support.js";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : assert.fail();
}

suite("an example of README", () => {
  test("is one that is run here", async () => {
    assert.deepEqual([...(await examples()).keys()].sort(), [
      "express-app.mjs",
      "playwright.config.ts",
      "quickstart.mjs",
      "session.js",
      "signing-up.spec.ts",
      "signing-up.test.mjs",
    ]);
  });

  test("is the client's, in an empty folder where nothing else is installed", async () => {
    const vestibule = await fresh();
    await registered(vestibule);
    const empty = await folder(tmpdir(), "quickstart.mjs");
    const options = ["--offline", "--no-package-lock", "--no-audit", "--no-fund", "--silent"];
    const installed = await run(empty, ["npm", "install", ...options, variable("TARBALL")]).ended;
    assert.deepEqual(installed, { code: 0, output: "" });
    const settings = { VESTIBULE_URL: vestibule.url };
    const { code, output } = await run(empty, ["node", "quickstart.mjs"], settings).ended;
    assert.deepEqual(output.split("\n"), [
      "Ada L.",
      "v1",
      "fields_invalid [ '/password password_wrong' ]",
      "",
    ]);
    assert.equal(code, 0);
  });

  test("is an application of Express, which knows people of all doors", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    const port = await freePort();
    const place = await folder(variable("PLACE"), "express-app.mjs");
    const settings = { VESTIBULE_URL: vestibule.url, PORT: String(port) };
    const { process } = run(place, ["node", "express-app.mjs"], settings);
    const url = `http://localhost:${port}`;
    const forged = { "X-Vestibule-User": "1" };
    const status = async (headers: Record<string, string>, path = "/me") =>
      fetch(url + path, { headers }).then(
        (answer) => answer.status,
        () => 0,
      );
    await waitingFor(async () => {
      assert.equal(process.exitCode, null);
      return (await status({})) !== 0;
    });
    assert.equal(await status(forged), 401);
    const { id } = await ada.whoami();
    for (const door of DOORS) {
      const headers = { Authorization: await credential(vestibule, door, "ada") };
      const answer = await fetch(`${url}/me`, { headers });
      assert.deepEqual(await answer.json(), { id, email: "ada@example.org" }, door);
      assert.equal(await status(headers, "/staff"), 403);
    }
    const headers = { Authorization: `Bearer ${await ada.accessToken()}` };
    assert.equal(await status(headers), 200);
    await ada.signOut();
    await waitingFor(async () => (await status(headers)) === 401);
  });

  test("is a whole registration in a test of Node's runner", async () => {
    const place = await folder(variable("PLACE"), "signing-up.test.mjs");
    const command = ["node", "--test", "--test-reporter=tap", "signing-up.test.mjs"];
    const { code, output } = await run(place, command).ended;
    assert.equal(code, 0, output);
    assert.match(output, /^# pass 1$/m);
  });
});
