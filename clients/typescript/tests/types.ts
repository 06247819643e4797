// Compiled and never run: what the types let by, and what they do not.
import express from "express";
import { Client, type Introspection, ProblemError, type SignedIn } from "vestibule-client";
import { byKeys, byWhoami, caller, protect } from "vestibule-client/express";

export async function client(ada: SignedIn): Promise<string[]> {
  const one = new Client(new URL("http://localhost:8080"), { timeout: 1_000 });
  await one.register({ email: "a@example.org", password: "p", contacts: null });
  // @ts-expect-error: there is no registration without a password.
  await one.register({ email: "a@example.org" });
  // @ts-expect-error: nor fields that the server does not know.
  await one.register({ email: "a@example.org", password: "p", colour: "red" });
  await ada.edit({ phone: null });
  // @ts-expect-error: that is no field of a profile.
  await ada.edit({ email: "b@example.org" });
  const account = await ada.account();
  // @ts-expect-error: a name may be missing.
  account.username.length;
  const found: Introspection = await one.introspect("t", { id: "a", secret: "b" });
  const problem = new ProblemError(422, "fields_invalid", "d");
  const names: string[] = problem.errors.map((each) => each.pointer);
  return [...names, ...account.groups, ...(found.roles ?? [])];
}

export function application(): express.Express {
  const app = express();
  app.use(protect(byWhoami("http://localhost:8080")));
  app.get(
    "/a",
    protect(byKeys("http://localhost:8080"), { roles: ["editor"] }),
    (request, response) => {
      response.json([request.vestibule?.email, caller(request).groups]);
      // @ts-expect-error: nobody is known where no guard is before.
      response.json(request.vestibule.id);
    },
  );
  // @ts-expect-error: that is no kind of rights.
  app.use(protect(byWhoami("http://localhost:8080"), { scopes: ["a"] }));
  return app;
}
