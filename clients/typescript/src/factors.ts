import type { AddedFactor, EnrolledFactor, TotpOffer } from "./models.js";
import type { Ask } from "./operations.js";
import { pages } from "./pages.js";
import { createdPasskey, passkeyAnswer } from "./passkeys.js";

/**
 * The second factors of somebody who is signed in. A change needs a fresh proof, and every confirmed
 * address is told. The first factor comes with recovery codes, which are shown this once.
 */
export class Factors {
  readonly #ask: Ask;

  /** @internal */
  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The factors, the oldest first, read page by page. */
  list(): AsyncGenerator<EnrolledFactor, void, undefined> {
    return pages((query) => this.#ask("get", "/v1/account/factors", undefined, { query }));
  }

  /** A secret for an application that makes one-time codes, which `addTotp` adds. */
  offerTotp(): Promise<TotpOffer> {
    return this.#ask("post", "/v1/account/factors/totp", {});
  }

  /** Adds the application to which an offer was told, by its first code. */
  addTotp(enrolment: string, answer: string, name?: string): Promise<AddedFactor> {
    const body = { enrolment, answer, name: name ?? null };
    return this.#ask("post", "/v1/account/factors/totp/complete", body);
  }

  /** Lets the browser make a passkey, and adds it. */
  async addPasskey(name?: string): Promise<AddedFactor> {
    const offer = await this.#ask("post", "/v1/account/factors/passkeys", {});
    const body = { answer: await createdPasskey(offer), name: name ?? null };
    return this.#ask("post", "/v1/account/factors/passkeys/complete", body);
  }

  /** Proves who it is by a passkey of the browser's. */
  async proveByPasskey(): Promise<void> {
    const offer = await this.#ask("post", "/v1/sessions/current/passkey", {});
    const answer = await passkeyAnswer(offer);
    await this.#ask("post", "/v1/sessions/current/proof", { answer });
  }

  /** Gives a factor up. */
  async remove(id: string): Promise<void> {
    await this.#ask("delete", "/v1/account/factors/{id}", undefined, { id });
  }

  /** How many recovery codes are left. */
  async recoveryCodesLeft(): Promise<number> {
    return (await this.#ask("get", "/v1/account/factors/recovery-codes", undefined)).left;
  }

  /** Ten new recovery codes; those before are good no more. */
  async renewRecoveryCodes(): Promise<readonly string[]> {
    return (await this.#ask("post", "/v1/account/factors/recovery-codes", {})).recovery_codes;
  }
}
