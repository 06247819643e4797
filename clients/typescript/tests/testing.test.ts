import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { startVestibule } from "vestibule-client/testing";
import { failed, fresh, PASSWORD, refused, registered, waitingFor } from "./support.js";

async function isServed(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    (answer) => answer.ok,
    () => false,
  );
}

suite("a server for tests", () => {
  test("has a mailbox", async () => {
    const vestibule = await fresh();
    const { client, mailbox } = vestibule;
    assert.deepEqual(await mailbox.all(), []);
    await registered(vestibule, "ada");
    await registered(vestibule, "grace");
    await client.requestReset("ada");
    const [newest, oldest] = await mailbox.to("Ada@example.org");
    assert.match(newest?.link ?? "", new RegExp(`^${vestibule.url}/`));
    assert.ok(newest?.links.includes(newest.link) && newest.text.includes(newest.link));
    assert.ok(newest?.link.includes(newest.code));
    assert.deepEqual(await mailbox.newest("ada@example.org").then(({ id }) => id), newest?.id);
    assert.ok((newest?.at.getTime() ?? 0) >= (oldest?.at.getTime() ?? Number.NaN));
    assert.equal((await mailbox.all()).length, 3);
    const nobody = await failed(mailbox.newest("a+b@example.org"));
    assert.match(String(nobody), /no mail to a\+b@example.org, but to ada@/);
    await vestibule.reset();
    assert.match(String(await failed(mailbox.newest("ada@example.org"))), /nobody/);
  });

  test("has a clock, which goes forwards", async () => {
    const { clock } = await fresh();
    const before = await clock.now();
    const after = await clock.advance({ days: 2, hours: 1, minutes: 1, seconds: 0.5 });
    const moved = after.getTime() - before.getTime();
    assert.ok(moved >= (49 * 60 + 1) * 60_000 + 500 && moved < 50 * 3_600_000, String(moved));
    const later = new Date(after.getTime() + 86_400_000);
    assert.ok((await clock.moveTo(later)) >= later);
    assert.equal((await refused(clock.moveTo(before))).code, "time_invalid");
    assert.equal((await refused(clock.advance({ days: -1 }))).code, "time_invalid");
    assert.ok((await clock.now()) >= later);
  });

  test("is one of several, each with its own people and settings", async () => {
    const vestibule = await fresh();
    // That of a server of somebody's own is nothing to it.
    process.env["VESTIBULE_HTTP_HOST"] = "192.0.2.1";
    const starting = startVestibule({ settings: { VESTIBULE_PRIVACY: "strict" } });
    delete process.env["VESTIBULE_HTTP_HOST"];
    const other = await starting;
    try {
      await registered(vestibule);
      await registered(other);
      await other.reset();
      await vestibule.client.signIn("ada", PASSWORD);
      assert.equal((await refused(other.client.signIn("ada", PASSWORD))).status, 401);
      // Where addresses are told by nothing, a taken one is as good as a free one.
      await registered(other);
      const again = { email: "ada@example.org", password: PASSWORD };
      assert.equal((await other.client.register(again)).email, "ada@example.org");
      const taken = await refused(vestibule.client.register(again));
      assert.equal(taken.errors[0]?.code, "email_taken");
    } finally {
      await other.stop();
    }
    assert.equal(await isServed(other.url), false);
    await other.stop();
  });

  test("says why it did not start", async () => {
    const wrong = startVestibule({ settings: { VESTIBULE_PRIVACY: "none" } });
    assert.match(String(await failed(wrong)), /did not start, and said:[\s\S]*VESTIBULE_PRIVACY/);
    const absent = startVestibule({ program: "/nowhere/vestibule" });
    assert.match(String(await failed(absent)), /\/nowhere\/vestibule did not start/);
  });

  test("is started again where another program took its port", async () => {
    const place = await mkdtemp(join(tmpdir(), "vestibule-taken-"));
    const program = join(place, "vestibule");
    // Stands for one whose port is taken twice, and then not.
    const text = `#!/bin/sh
      echo x >>"${place}/starts"
      if [ "$(wc -l <"${place}/starts")" -lt 3 ]; then
        echo "vestibule: cannot listen on 127.0.0.1:4: Address already in use" >&2
        exit 1
      fi
      echo "vestibule ready on 127.0.0.1:4 in 5 ms"
      exec tail -f /dev/null
    `;
    await writeFile(program, text, { mode: 0o700 });
    try {
      const named = startVestibule({ program, settings: { VESTIBULE_HTTP_PORT: "4" } });
      assert.match(String(await failed(named)), /did not start, and said:[\s\S]*cannot listen/);
      const other = await startVestibule({ program });
      assert.equal(other.url, "http://localhost:4");
      await other.stop();
      assert.equal(await readFile(join(place, "starts"), "utf8"), "x\n".repeat(3));
    } finally {
      await rm(place, { recursive: true });
    }
  });

  test("ends with the process that started it", async () => {
    const script = `
      import { startVestibule } from "vestibule-client/testing";
      const server = await startVestibule();
      console.log(server.url);
      if (process.argv[1] === "stay") setInterval(() => undefined, 1000);
    `;
    const start = (...more: string[]) =>
      spawn(process.execPath, ["--input-type=module", "-e", script, ...more], {
        stdio: ["ignore", "pipe", "inherit"],
      });
    const [killed, ended] = [start("stay"), start()];
    const said = [killed, ended].map((each) => once(each.stdout, "data"));
    const [url, other] = (await Promise.all(said)).map((each) => String(each[0]).trim());
    assert.ok(url !== undefined && other !== undefined);
    assert.equal(await isServed(url), true);
    killed.kill("SIGKILL");
    await waitingFor(async () => !(await isServed(url)));
    // One that forgets to stop it ends all the same.
    if (ended.exitCode === null) {
      await once(ended, "exit");
    }
    assert.equal(ended.exitCode, 0);
    await waitingFor(async () => !(await isServed(other)));
  });
});
