// Makes the tables, BENCH_ACCOUNTS accounts of one password, and a session of each; prints the sessions' cookies, a line each.
import { createHmac } from "node:crypto";
import { getMigrations } from "better-auth/db/migration";
import { auth, database, options } from "./auth.mjs";

const { runMigrations } = await getMigrations(options);
await runMigrations();
const context = await auth.$context;
const { adapter, authCookies, internalAdapter, secret } = context;
// Each has the same salt: nothing remembers a hash, and a thousand of them would take a minute.
const password = await context.password.hash(process.env.BENCH_PASSWORD);

const sign = (token) => createHmac("sha256", secret).update(token).digest("base64");

const lines = [];
database.exec("begin");
for (let number = 1; number <= Number(process.env.BENCH_ACCOUNTS); number += 1) {
  const digits = String(number).padStart(6, "0");
  const email = `seed${digits}@example.org`;
  const user = await internalAdapter.createUser({ email, name: `Person ${digits}`, emailVerified: true });
  await internalAdapter.linkAccount({ userId: user.id, providerId: "credential", accountId: user.id, password });
  const session = await internalAdapter.createSession(user.id);
  const value = encodeURIComponent(`${session.token}.${sign(session.token)}`);
  lines.push(`${authCookies.sessionToken.name}=${value} ${session.token} ${user.id}`);
}
database.exec("commit");
console.log(lines.join("\n"));
