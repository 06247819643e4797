// Better Auth as a small production server has it: SQLite, e-mail with password, everything else as shipped.
import { betterAuth } from "better-auth";
import Database from "better-sqlite3";

export const database = new Database(process.env.BENCH_DATABASE);
// What better-sqlite3's own guide tells to do for speed, and what several processes need.
database.pragma("journal_mode = WAL");

export const options = {
  // BETTER_AUTH_URL and BETTER_AUTH_SECRET are read from the environment.
  database,
  emailAndPassword: { enabled: true },
  // The limits of those it is compared with are off too.
  rateLimit: { enabled: false },
};

export const auth = betterAuth(options);
