import { CookieCredential, TokenCredential, tokensOf } from "./credentials.js";
import { ProblemError } from "./errors.js";
import type {
  Account,
  Introspection,
  MailedTicket,
  NewAccount,
  ServiceCredential,
  TotpOffer,
  Whoami,
} from "./models.js";
import { passkeyAnswer } from "./passkeys.js";
import { SignedIn } from "./signed-in.js";
import { MemoryTokenStore, type TokenStore } from "./tokens.js";
import { type Call, type ClientOptions, Transport, told } from "./transport.js";

/** How a session is kept. */
export interface SessionOptions {
  /** Where tokens are kept; in memory unless said otherwise. */
  readonly store?: TokenStore;
  /** In a cookie that the browser keeps, and no token: for pages of the server's own origin. */
  readonly cookies?: boolean;
}

/**
 * A Vestibule server: what anybody asks of it, and what a back end asks about its callers. Each
 * method rejects with a `ProblemError` when the server says no, and with an `UnreachableError`
 * when no answer came.
 */
export class Client {
  #base: Transport;
  #transport: Transport;

  /** `url` is the server's address; without one it is the page's own server. */
  constructor(url: string | URL = "", options: ClientOptions = {}) {
    this.#base = new Transport(String(url), options);
    this.#transport = this.#base;
  }

  /**
   * The same server, with these headers more in each request of this object: `Accept-Language`
   * chooses the language of mails, `Idempotency-Key` lets a request that is sent again be done
   * once, `Vestibule-Challenge` answers a challenge. Who signs in by it does not go on with them.
   */
  withHeaders(headers: Readonly<Record<string, string>>): Client {
    const other = new Client();
    other.#base = this.#base;
    other.#transport = this.#transport.withHeaders(headers);
    return other;
  }

  /** Registers somebody, and mails them a code; nobody is signed in by that. */
  register(account: NewAccount): Promise<Account> {
    return this.#transport.ask("post", "/v1/accounts", account);
  }

  /** Mails a new code to confirm an address by, where it is one of an account. */
  async requestConfirmation(email: string): Promise<void> {
    await this.#transport.ask("post", "/v1/confirmations", { email });
  }

  /** Confirms an address by a mailed code. */
  async confirm(code: string): Promise<void> {
    await this.#transport.ask("post", "/v1/confirmations/complete", { code });
  }

  /** Mails a code to choose a new password by, where there is such an account. */
  async requestReset(login: string): Promise<void> {
    await this.#transport.ask("post", "/v1/resets", { login });
  }

  /** Chooses a new password by a mailed code; every session ends. */
  async reset(code: string, password: string): Promise<void> {
    await this.#transport.ask("post", "/v1/resets/complete", { code, password });
  }

  /**
   * Signs somebody in by a user name or any address. Rejects with a `FactorWantedError` or an
   * `EnrolmentWantedError` when the password alone does not let them in.
   */
  signIn(login: string, password: string, options: SessionOptions = {}): Promise<SignedIn> {
    return this.#begun(options, (cookies, more) =>
      this.#transport.ask("post", "/v1/sessions", { login, password, ...cookies }, more),
    );
  }

  /** Answers with another factor, as a `FactorWantedError` asked for. */
  completeSignIn(ticket: string, answer: string, options: SessionOptions = {}): Promise<SignedIn> {
    return this.#begun(options, (cookies, more) =>
      this.#transport.ask("post", "/v1/sessions/complete", { ticket, answer, ...cookies }, more),
    );
  }

  /** Signs somebody in by a passkey of the browser's alone, which asks for its person. */
  async signInByPasskey(options: SessionOptions = {}): Promise<SignedIn> {
    const offer = await this.#transport.ask("post", "/v1/sessions/passkeys", {});
    const answer = await passkeyAnswer(offer);
    const path = "/v1/sessions/passkeys/complete";
    return this.#begun(options, (cookies, more) =>
      this.#transport.ask("post", path, { answer, ...cookies }, more),
    );
  }

  /** A secret for an application that makes one-time codes, as an `EnrolmentWantedError` asked for. */
  offerTotpForSignIn(ticket: string): Promise<TotpOffer> {
    return this.#transport.ask("post", "/v1/sessions/enrolment", { ticket });
  }

  /** Answers with the first code of that application; recovery codes are shown this once. */
  async completeEnrolment(
    ticket: string,
    enrolment: string,
    answer: string,
    options: SessionOptions = {},
  ): Promise<{ signedIn: SignedIn; recoveryCodes: readonly string[] }> {
    let recoveryCodes: readonly string[] = [];
    const signedIn = await this.#begun(options, async (cookies, more) => {
      const body = { ticket, enrolment, answer, ...cookies };
      const told = await this.#transport.ask("post", "/v1/sessions/complete", body, more);
      recoveryCodes = told.recovery_codes ?? [];
      return told;
    });
    return { signedIn, recoveryCodes };
  }

  /**
   * Mails a code to sign in by, where there is such an account with a confirmed address. The
   * server's `sign-in.mailed-codes` has to be on.
   */
  requestSignInCode(login: string): Promise<MailedTicket> {
    return this.#transport.ask("post", "/v1/sessions/mailed", { login });
  }

  /** Signs somebody in by the mailed code that a ticket is for; rejects as `signIn` does. */
  signInByCode(ticket: string, code: string, options: SessionOptions = {}): Promise<SignedIn> {
    const path = "/v1/sessions/mailed/complete";
    return this.#begun(options, (cookies, more) =>
      this.#transport.ask("post", path, { ticket, code, ...cookies }, more),
    );
  }

  /** Keeps an account that is to be erased, by a mailed code; nobody is signed in by that. */
  async cancelDeletion(code: string): Promise<void> {
    await this.#transport.ask("post", "/v1/deletions/cancel", { code });
  }

  /** The one who is signed in by the tokens of a store. */
  resume(store: TokenStore): SignedIn {
    return new SignedIn(this.#base, new TokenCredential(this.#base, store));
  }

  /** The one who is signed in by a cookie of the browser's, of `/v1`, A or B. */
  byCookie(): SignedIn {
    return new SignedIn(this.#base, new CookieCredential());
  }

  /**
   * Who shows this credential: a token or key of any door. A session that has ended is known at
   * once, and behind another node within a second.
   */
  async whoami(credential: string): Promise<Whoami> {
    const headers = authorization(credential);
    return this.#transport.ask("get", "/v1/whoami", undefined, { headers });
  }

  /** What a token is worth (RFC 7662), asked for by a service. */
  async introspect(token: string, by: ServiceCredential): Promise<Introspection> {
    const headers = {
      Authorization: service(by),
      "Content-Type": "application/x-www-form-urlencoded",
    };
    const body = new URLSearchParams({ token, token_type_hint: "access_token" }).toString();
    const call: Call = { method: "POST", path: "/v1/introspect", headers, body };
    const answer = told<Introspection>(await this.#transport.succeed(call));
    return { ...answer, active: answer.active === true };
  }

  async #begun(
    options: SessionOptions,
    ask: (
      cookies: { cookies?: boolean },
      more: Partial<Call>,
    ) => Promise<Parameters<typeof tokensOf>[0]>,
  ): Promise<SignedIn> {
    if (options.cookies === true) {
      await ask({ cookies: true }, { credentials: "include" });
      return this.byCookie();
    }
    // The server's own pages are known by the mark of the device, a cookie.
    const told = await ask({}, { credentials: "same-origin" });
    const store = options.store ?? new MemoryTokenStore();
    await store.save(tokensOf(told, this.#transport.now()));
    return this.resume(store);
  }
}

const LONGEST_CREDENTIAL = 8 * 1024;

/** The header that shows a credential; what is none is refused as the server would. */
export function authorization(credential: string): { Authorization: string } {
  const isVisible = /^[!-~]+(?: [!-~]+)*$/.test(credential);
  if (!isVisible || credential.length > LONGEST_CREDENTIAL) {
    throw new ProblemError(401, "token_invalid", "The credential is none of this server's.");
  }
  return { Authorization: credential };
}

// Each part is form-encoded first (RFC 6749, 2.3.1).
function service(by: ServiceCredential): string {
  if (typeof by === "string") {
    return `Bearer ${by}`;
  }
  return `Basic ${btoa(`${formEncoded(by.id)}:${formEncoded(by.secret)}`)}`;
}

function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}
