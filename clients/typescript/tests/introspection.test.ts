import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { Client } from "vestibule-client";
import { byIntrospection, type Presented, RefusedError } from "vestibule-client/express";
import { credential, DOORS, ownCookie, signOut } from "./doors.js";
import { run, variable } from "./examples.js";
import { failed, PASSWORD, refused, waitingFor } from "./support.js";

// Services are made by a command, so this server has a database that the command finds.
async function started() {
  const data = await mkdtemp(join(tmpdir(), "vestibule-data-"));
  const program = variable("VESTIBULE_PROGRAM");
  const settings = {
    VESTIBULE_DATA_DIR: data,
    VESTIBULE_HTTP_PORT: "0",
    VESTIBULE_LIMITS: "off",
    // It is no setting.
    VESTIBULE_PROGRAM: undefined,
  };
  const server = run(data, [program, "serve"], settings);
  after(async () => {
    server.process.kill();
    await server.ended;
    await rm(data, { recursive: true, force: true });
  });
  let said = "";
  for (const stream of [server.process.stdout, server.process.stderr]) {
    stream?.on("data", (text: string) => {
      said += text;
    });
  }
  const port = () => /vestibule ready on \S+:(\d+) in /.exec(said)?.[1];
  await waitingFor(async () => {
    assert.equal(server.process.exitCode, null, said);
    return port() !== undefined;
  });
  const command = async (...words: string[]) => {
    const { code, output } = await run(data, [program, ...words], settings).ended;
    assert.equal(code, 0, output);
    return output;
  };
  const url = `http://localhost:${port()}`;
  return { url, data, client: new Client(url), command };
}

async function confirmed(client: Client, data: string): Promise<void> {
  const account = { email: "ada@example.org", password: PASSWORD, username: "ada" };
  await client.register(account);
  const folder = join(data, "mail");
  const mails = async () => {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith(".eml"));
  };
  await waitingFor(async () => (await mails()).length > 0);
  const text = await readFile(join(folder, (await mails())[0] ?? ""), "utf8");
  await client.confirm(/^https?:\/\/\S+\/(\S+)\r?$/m.exec(text)?.[1] ?? "");
}

function shown(value: string): Presented {
  const header = (name: string) => (name === "authorization" ? value : undefined);
  return { method: "GET", header, peer: "127.0.0.1" };
}

suite("a service", () => {
  test("is told what the credentials of all doors are worth", async () => {
    const { url, data, client, command } = await started();
    await confirmed(client, data);
    const made = await command("service", "create", "shop", "--scope", "introspect");
    const secret = /vsk_\w+/.exec(made)?.[0] ?? assert.fail(made);
    const id = /made service (\d+)/.exec(made)?.[1] ?? assert.fail(made);
    for (const service of [secret, { id, secret }]) {
      const way = byIntrospection(url, service, { moment: 0 });
      for (const door of DOORS) {
        const value = await credential({ url, client }, door, "ada");
        const caller = await way.judge(shown(value));
        const { username, email } = caller;
        assert.deepEqual([caller.door, username, email], [door, "ada", "ada@example.org"]);
        await signOut({ url }, value);
        await waitingFor(async () => {
          const failure = await way.judge(shown(value)).catch((refusal: unknown) => refusal);
          return failure instanceof RefusedError && failure.status === 401;
        });
      }
    }
    const way = byIntrospection(url, secret);
    const cookie = (await ownCookie({ url }, "ada")).split("=")[1] ?? "";
    assert.equal((await client.introspect(cookie, secret)).token_use, "cookie");
    const failure = await failed(way.judge(shown(`Bearer ${cookie}`)));
    assert.ok(failure instanceof RefusedError && failure.status === 401, String(failure));
    const wrong = await refused(client.introspect("x", { id, secret: `${secret}x` }));
    assert.deepEqual([wrong.status, wrong.code], [401, "service_unknown"]);
    assert.deepEqual(await client.introspect("x", secret), { active: false });
  });
});
