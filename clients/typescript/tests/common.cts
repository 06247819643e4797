// The same for CommonJS, compiled and never run.
import client = require("vestibule-client");
import guards = require("vestibule-client/express");
import testing = require("vestibule-client/testing");

export async function common(): Promise<string | null> {
  const server: testing.TestServer = await testing.startVestibule();
  const ada: client.SignedIn = await server.client.signIn("ada", "p");
  guards.protect(guards.byWhoami(server.url));
  return (await ada.account()).username;
}
