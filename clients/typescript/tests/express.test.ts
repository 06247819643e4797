import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, suite, test } from "node:test";
import express from "express";
import { behindProxy, byKeys, byWhoami, caller, protect, type Way } from "vestibule-client/express";
import type { Between } from "./between.js";
import { between, fresh, signedIn } from "./support.js";

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function application(way: Way): Promise<string> {
  const app = express();
  app.all("/me", protect(way), (request, response) => {
    response.json({ id: request.vestibule?.id, username: caller(request).username });
  });
  app.get("/staff", protect(way, { groups: ["staff", "R&D"] }), (_, response) => {
    response.send("hello");
  });
  app.get("/open", (request, response) => {
    response.json({ known: request.vestibule !== undefined });
  });
  app.get("/unprotected", (request, response) => {
    response.json(caller(request));
  });
  const ignoring: express.ErrorRequestHandler = (failure, _request, response, _next) => {
    response.status(500).send(String(failure));
  };
  return listening(createServer(app.use(ignoring)));
}

/** A server that knows one person, with these groups. */
async function knowing(middle: Between, groups: readonly string[]): Promise<void> {
  const rights = { groups, roles: [], permissions: [] };
  const body = JSON.stringify({ id: "12", email_verified: false, session: { id: "7" }, ...rights });
  middle.plan("/v1/whoami", { status: 200, body });
}

suite("a route of Express", () => {
  test("is for those who are known", async () => {
    const vestibule = await fresh();
    const url = await application(byWhoami(vestibule.url, { moment: 0 }));
    const ada = await signedIn(vestibule);
    const headers = { Authorization: `Bearer ${await ada.accessToken()}` };
    const { id } = await ada.whoami();
    const answer = await fetch(`${url}/me`, { headers });
    assert.deepEqual([answer.status, await answer.json()], [200, { id, username: "ada" }]);
    const posted = await fetch(`${url}/me`, { method: "POST", headers });
    assert.equal(posted.status, 200);
    await ada.signOut();
    const refused = await fetch(`${url}/me`, { headers });
    assert.equal(refused.status, 401);
    assert.deepEqual(
      ["WWW-Authenticate", "Content-Type", "Cache-Control"].map((name) =>
        refused.headers.get(name),
      ),
      ["Bearer", "application/problem+json", "no-store"],
    );
    assert.deepEqual(await refused.json(), {
      type: "about:blank",
      status: 401,
      code: "session_ended",
      detail: "The session has ended.",
    });
    const forged = { "X-Vestibule-User": "1", "X-Vestibule-Groups": "staff,R%26D" };
    for (const path of ["/me", "/staff"]) {
      assert.equal((await fetch(url + path, { headers: forged })).status, 401);
    }
    assert.deepEqual(await (await fetch(`${url}/open`, { headers })).json(), { known: false });
    const unprotected = await fetch(`${url}/unprotected`, { headers });
    assert.match(await unprotected.text(), /the route is not protected/);
  });

  test("is for those who have all rights", async () => {
    const middle = await between(await fresh());
    const url = await application(byWhoami(middle.url, { moment: 0 }));
    const headers = { Authorization: "Bearer x" };
    const all = ["it", "R&D", "staff"];
    const cases: [readonly string[], number][] = [
      [all, 200],
      [["staff"], 403],
      [["R&D"], 403],
      [["Staff", "R&D"], 403],
      [["staff,R&D"], 403],
      [[], 403],
    ];
    for (const [groups, status] of cases) {
      await knowing(middle, groups);
      const answer = await fetch(`${url}/staff`, { headers });
      assert.equal(answer.status, status, groups.join());
      if (status === 403) {
        assert.equal(((await answer.json()) as { code: string }).code, "right_missing");
        assert.equal(answer.headers.get("WWW-Authenticate"), null);
      }
    }
  });

  test("is for nobody where the server cannot be asked", async () => {
    const url = await application(byWhoami("http://localhost:1"));
    const answer = await fetch(`${url}/me`, { headers: { Authorization: "Bearer x" } });
    assert.deepEqual([answer.status, answer.headers.get("Retry-After")], [503, "1"]);
  });

  test("hands on what is nobody's refusal", async () => {
    const broken: Way = { rights: [], judge: () => Promise.reject(new Error("broken")) };
    const answer = await fetch(`${await application({ ...broken, rights: ["groups"] })}/me`);
    assert.deepEqual([answer.status, await answer.text()], [500, "Error: broken"]);
  });

  test("forgets whom a guard before it knew", async () => {
    const ada = { id: "1", groups: [], roles: [], permissions: [] };
    const known: Way = { rights: [], judge: async () => ada };
    const broken: Way = { rights: [], judge: () => Promise.reject(new Error("broken")) };
    const app = express();
    app.get("/me", protect(known), protect(broken), (request, response) => {
      response.json(caller(request));
    });
    const telling: express.ErrorRequestHandler = (_failure, request, response, _next) => {
      response.json({ known: request.vestibule !== undefined });
    };
    const url = await listening(createServer(app.use(telling)));
    assert.deepEqual(await (await fetch(`${url}/me`)).json(), { known: false });
  });

  test("believes a proxy's headers by the connection, whatever Express believes", async () => {
    const app = express().set("trust proxy", true);
    app.get("/me", protect(behindProxy({ networks: ["10.0.0.0/8"] })), (_, response) => {
      response.send("in");
    });
    const url = await listening(createServer(app));
    const headers = { "X-Vestibule-User": "1", "X-Forwarded-For": "10.0.0.1" };
    assert.equal((await fetch(`${url}/me`, { headers })).status, 401);
    const near = await application(behindProxy());
    const twice = new Headers({ "X-Vestibule-User": "1" });
    assert.equal((await fetch(`${near}/me`, { headers: twice })).status, 200);
    twice.append("X-Vestibule-User", "2");
    assert.equal((await fetch(`${near}/me`, { headers: twice })).status, 401);
  });

  test("wants no right that its way does not tell, and lists of names alone", () => {
    const keys = byKeys("http://localhost:1");
    for (const kind of ["groups", "roles", "permissions"]) {
      assert.throws(() => protect(keys, { [kind]: ["a"] }), /tells no/);
    }
    assert.throws(() => protect(behindProxy(), { permissions: ["a"] }), /tells no permissions/);
    const text = { groups: "staff" } as unknown as { groups: string[] };
    assert.throws(() => protect(behindProxy(), text), /lists of names/);
    const unknown = { group: ["staff"] } as unknown as { groups: string[] };
    assert.throws(() => protect(behindProxy(), unknown), /lists of names/);
    protect(keys, { groups: [] });
  });
});

suite("a server without Express", () => {
  test("is protected by the same", async () => {
    const vestibule = await fresh();
    const ada = await signedIn(vestibule);
    const guard = protect(byWhoami(vestibule.url));
    const server = createServer((request, response) =>
      guard(request, response, () => response.end(caller(request).username)),
    );
    const url = await listening(server);
    assert.equal((await fetch(url)).status, 401);
    const headers = { Authorization: `Bearer ${await ada.accessToken()}` };
    assert.equal(await (await fetch(url, { headers })).text(), "ada");
  });
});
