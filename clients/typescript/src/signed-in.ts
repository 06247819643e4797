import type { Credential } from "./credentials.js";
import { ProblemError, SignedOutError } from "./errors.js";
import { Factors } from "./factors.js";
import type { Account, Address, Export, Profile, Proof, Session, Whoami } from "./models.js";
import type { AnswerOf, BodyOf, MethodOf, Operation, Path } from "./operations.js";
import { pages } from "./pages.js";
import { type Answer, type Call, callOf, type Target, type Transport, told } from "./transport.js";

const AVATAR = "/v1/account/avatar";

/**
 * Somebody who is signed in. An access token that is too old is renewed before the call, once for
 * all calls.
 */
export class SignedIn {
  readonly #transport: Transport;
  readonly #credential: Credential;
  /** The second factors of the account. */
  readonly factors: Factors;

  /** @internal */
  constructor(transport: Transport, credential: Credential) {
    this.#transport = transport;
    this.#credential = credential;
    this.factors = new Factors(this.#ask.bind(this));
  }

  /** The same, with these headers more in each request, as `Idempotency-Key`. */
  withHeaders(headers: Readonly<Record<string, string>>): SignedIn {
    return new SignedIn(this.#transport.withHeaders(headers), this.#credential);
  }

  /** A token that is good by this machine's clock, to be shown to other back ends. */
  accessToken(): Promise<string> {
    return this.#credential.accessToken();
  }

  /** The account, and by what it is known. */
  whoami(): Promise<Whoami> {
    return this.#ask("get", "/v1/whoami", undefined);
  }

  /** The account. */
  account(): Promise<Account> {
    return this.#ask("get", "/v1/account", undefined);
  }

  /** Changes what the account says of its person: what is missing stays, and null takes away. */
  edit(fields: Profile): Promise<Account> {
    return this.#ask("patch", "/v1/account", fields);
  }

  /** Takes another user name; the one before signs nobody in any more. */
  changeUsername(username: string): Promise<Account> {
    return this.#ask("post", "/v1/account/username", { username });
  }

  /** Changes the password; all other sessions end. */
  async changePassword(password: string, newPassword: string): Promise<void> {
    await this.#ask("post", "/v1/account/password", { password, new_password: newPassword });
  }

  /**
   * Takes the password once more, or the answer of a second factor, which is wanted for addresses,
   * user name, second factors and export.
   */
  async prove(proof: string | Proof): Promise<void> {
    const body = typeof proof === "string" ? { password: proof } : proof;
    await this.#ask("post", "/v1/sessions/current/proof", body);
  }

  /** The addresses, the oldest first, read page by page. */
  addresses(): AsyncGenerator<Address, void, undefined> {
    return pages((query) => this.#ask("get", "/v1/account/addresses", undefined, { query }));
  }

  /** Adds an address, and mails it a code. */
  addAddress(email: string): Promise<Address> {
    return this.#ask("post", "/v1/account/addresses", { email });
  }

  /** Makes a confirmed address the primary one. */
  preferAddress(id: string): Promise<Address> {
    return this.#ask("post", "/v1/account/addresses/{id}/primary", undefined, { id });
  }

  /** Removes an address. */
  async removeAddress(id: string): Promise<void> {
    await this.#ask("delete", "/v1/account/addresses/{id}", undefined, { id });
  }

  /** The live sessions of all doors, the newest first, read page by page. */
  sessions(): AsyncGenerator<Session, void, undefined> {
    return pages((query) => this.#ask("get", "/v1/sessions", undefined, { query }));
  }

  /** Ends one of the sessions. */
  async endSession(id: string): Promise<void> {
    await this.#ask("delete", "/v1/sessions/{id}", undefined, { id });
  }

  /** Ends all sessions but this one. */
  async endOtherSessions(): Promise<void> {
    await this.#ask("delete", "/v1/sessions", undefined);
  }

  /** The picture, a JPEG of 256 by 256 pixels; rejects with `avatar_missing` where there is none. */
  async avatar(): Promise<Blob> {
    const answer = await this.#sent({ method: "GET", path: AVATAR });
    return new Blob([answer.bytes], { type: "image/jpeg" });
  }

  /** Gives the account a picture, a PNG, a JPEG or a GIF of up to 5 MiB, as its `type` says. */
  async changeAvatar(picture: Blob): Promise<void> {
    const headers = { "Content-Type": picture.type };
    await this.#sent({ method: "PUT", path: AVATAR, headers, body: picture });
  }

  /** Takes the picture away. */
  async removeAvatar(): Promise<void> {
    await this.#ask("delete", AVATAR, undefined);
  }

  /** All that is kept of the account but hashes and secrets. */
  export(): Promise<Export> {
    return this.#ask("get", "/v1/account/export", undefined);
  }

  /** Shuts the account at once; it is erased later, unless the link of a mail keeps it. */
  async deleteAccount(password: string): Promise<void> {
    await this.#ask("post", "/v1/account/deletion", { password });
    await this.#credential.forget();
  }

  /** Ends the session; one that has ended already is no failure. */
  async signOut(): Promise<void> {
    try {
      await this.#ask("delete", "/v1/sessions/current", undefined);
    } catch (failure) {
      const hasEnded = failure instanceof ProblemError && failure.status === 401;
      if (!hasEnded && !(failure instanceof SignedOutError)) {
        throw failure;
      }
    }
    await this.#credential.forget();
  }

  async #ask<P extends Path, M extends MethodOf<P>>(
    method: M,
    path: P,
    body: BodyOf<Operation<P, M>>,
    target: Target = {},
  ): Promise<AnswerOf<Operation<P, M>>> {
    return told(await this.#sent(callOf(method, path, body, target)));
  }

  async #sent(plain: Call): Promise<Answer> {
    const call = await this.#credential.shown(plain);
    try {
      return await this.#transport.succeed(call);
    } catch (failure) {
      // This machine's clock and the server's may differ. A refusal has changed nothing.
      if (!(failure instanceof ProblemError && failure.code === "token_expired")) {
        throw failure;
      }
    }
    return this.#transport.succeed(await this.#credential.renewed(call));
  }
}
