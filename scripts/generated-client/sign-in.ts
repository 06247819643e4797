// Signs in through generated clients, as somebody who writes a front-end in TypeScript would.
import createClient from "openapi-fetch";
import type { components, paths as Chat } from "./chat.js";
import type { paths as Own } from "./v1.js";

const baseUrl = process.argv[2]!;
const email = "ada@example.org";
const password = "correct horse battery";

function good<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

function same(one: unknown, other: unknown): void {
  if (one !== other) {
    throw new Error(`${one} is not ${other}`);
  }
}

const chat = createClient<Chat>({ baseUrl });
const user: components["schemas"]["User"] = good(await chat.POST("/api/register/", { body: { email, password } }));
const pair = good(await chat.POST("/api/token/", { body: { email, password } }));
const headers = { Authorization: `Bearer ${pair.access}` };
same(good(await chat.GET("/api/user/", { headers })).id, user.id);
good(await chat.POST("/api/token/refresh/", { body: { refresh: pair.refresh } }));
const wrong = await chat.POST("/api/token/", { body: { email, password: "wrong" } });
same(wrong.response.status, 401);

const own = createClient<Own>({ baseUrl });
const sessions = good(await own.GET("/v1/sessions", { headers }));
same(sessions.items[0]?.door, "chat");
same((await own.DELETE("/v1/sessions/current", { headers })).response.status, 204);
same((await chat.GET("/api/user/", { headers })).response.status, 401);

const body = { email: "grace@example.org", password, username: "grace" };
const account = good(await own.POST("/v1/accounts", { body }));
const first = good(await own.POST("/v1/sessions", { body: { login: "grace", password } }));
const tokens = good(await own.POST("/v1/sessions/refresh", { body: { refresh_token: first.refresh_token! } }));
const whoami = good(await own.GET("/v1/whoami", { headers: { Authorization: `Bearer ${tokens.access_token}` } }));
same(whoami.id, account.id);
const refused = await own.POST("/v1/accounts", { body });
same(refused.error && "errors" in refused.error && refused.error.errors?.[0]?.code, "username_taken");
console.log("Generated clients of chat.yaml and v1.yaml compile and sign in.");
