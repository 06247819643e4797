import assert from "node:assert/strict";
import type { Client } from "vestibule-client";
import { PASSWORD } from "./support.js";

export const DOORS = ["useraccount", "envelope", "chat", "knowme", "personal", "v1"] as const;

type Door = (typeof DOORS)[number];

interface Body {
  readonly access?: string;
  readonly token?: string;
  readonly data?: { readonly token: string };
}

/** Signs somebody in through a door, as its clients do: what the header Authorization holds. */
export async function credential(
  vestibule: { url: string; client: Client },
  door: Door,
  name: string,
): Promise<string> {
  const post = async (path: string, fields: object, headers = {}): Promise<Response> => {
    const answer = await fetch(vestibule.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(fields),
    });
    assert.equal(answer.status, 200, path);
    return answer;
  };
  const body = async (answer: Promise<Response>): Promise<Body> => (await answer).json();
  const pair = { username: name, pwd: PASSWORD };
  const address = { email: `${name}@example.org`, password: PASSWORD };
  switch (door) {
    case "useraccount":
      return `Bearer ${value((await post("/user_account/login", pair)).headers, "access_token_cookie")}`;
    case "envelope":
      return `Bearer ${(await body(post("/api/login", pair))).data?.token}`;
    case "chat":
      return `Bearer ${(await body(post("/api/token/", address))).access}`;
    case "knowme":
      return `Token ${(await body(post("/auth/login/", address))).token}`;
    case "personal": {
      const fields = { login: name, password: PASSWORD };
      return `${(await body(post("/account/login", fields, { browser: "test" }))).token}`;
    }
    case "v1":
      return `Bearer ${await (await vestibule.client.signIn(name, PASSWORD)).accessToken()}`;
  }
}

/** The server's own cookie, as a page of its own gets it. */
export async function ownCookie(vestibule: { url: string }, name: string): Promise<string> {
  const answer = await fetch(`${vestibule.url}/v1/sessions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: vestibule.url },
    body: JSON.stringify({ login: name, password: PASSWORD, cookies: true }),
  });
  assert.equal(answer.status, 201);
  return `__Host-vestibule=${value(answer.headers, "__Host-vestibule")}`;
}

/** Ends the session of a credential. */
export async function signOut(vestibule: { url: string }, shown: string): Promise<void> {
  const answer = await fetch(`${vestibule.url}/v1/sessions/current`, {
    method: "DELETE",
    headers: { Authorization: shown },
  });
  assert.equal(answer.status, 204);
}

function value(headers: Headers, name: string): string {
  const cookie = headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
  assert.ok(cookie !== undefined, `no cookie ${name}`);
  return cookie.slice(name.length + 1).split(";")[0] ?? "";
}
