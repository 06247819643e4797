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

const own = createClient<Own>({ baseUrl, headers });
const sessions = good(await own.GET("/v1/sessions"));
same(sessions.items[0]?.door, "chat");
same((await own.DELETE("/v1/sessions/current")).response.status, 204);
same((await chat.GET("/api/user/", { headers })).response.status, 401);
console.log("Generated clients of chat.yaml and v1.yaml compile and sign in.");
