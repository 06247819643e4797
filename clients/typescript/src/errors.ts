import type { PasskeyRequest } from "./models.js";

/** Any failure of this library. */
export class VestibuleError extends Error {
  override readonly name: string = "VestibuleError";
}

/** No answer came, or one that nobody can read. */
export class UnreachableError extends VestibuleError {
  override readonly name: string = "UnreachableError";
}

/** The token store is empty: nobody is signed in. */
export class SignedOutError extends VestibuleError {
  override readonly name: string = "SignedOutError";

  constructor() {
    super("nobody is signed in");
  }
}

/** A token is not one of the server's, or too old. */
export class TokenRejectedError extends VestibuleError {
  override readonly name: string = "TokenRejectedError";
}

/** What is wrong with one field: `pointer` leads to it (RFC 6901), `code` is for programs. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a refusal may say beside its code. */
export interface ProblemDetails {
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: number | undefined;
  readonly challenge?: string | undefined;
}

/** The server said no (RFC 9457). `code` never changes its meaning; docs/v1.md lists them. */
export class ProblemError extends VestibuleError {
  override readonly name: string = "ProblemError";
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** In seconds. */
  readonly retryAfter: number | undefined;
  /** The path of a challenge that has to be solved first. */
  readonly challenge: string | undefined;

  constructor(status: number, code: string, detail: string, more: ProblemDetails = {}) {
    const errors = more.errors ?? [];
    const fields = errors.map((each) => `; ${each.pointer} ${each.code}`).join("");
    super(`${status} ${code}: ${detail}${fields}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.retryAfter = more.retryAfter;
    this.challenge = more.challenge;
  }
}

/** What goes on with a sign-in whose password was right. */
export interface SignInTicket {
  readonly ticket: string;
  /** In seconds. */
  readonly expiresIn: number;
}

/** The password was right, and another factor is wanted: `completeSignIn` takes the ticket. */
export class FactorWantedError extends ProblemError implements SignInTicket {
  override readonly name: string = "FactorWantedError";
  readonly ticket: string;
  readonly expiresIn: number;
  /** Any of these is enough: `totp`, `passkey`, `recovery`. */
  readonly factors: readonly string[];
  /** What `passkeyAnswer` takes, where a passkey is one of them. */
  readonly passkey: PasskeyRequest | undefined;

  constructor(
    detail: string,
    { ticket, expiresIn }: SignInTicket,
    factors: readonly string[] = [],
    passkey?: PasskeyRequest,
  ) {
    super(401, "factor_wanted", detail);
    this.ticket = ticket;
    this.expiresIn = expiresIn;
    this.factors = factors;
    this.passkey = passkey;
  }
}

/**
 * The password was right, and the account needs a second factor and has none: `offerTotpForSignIn`
 * and `completeEnrolment` take the ticket.
 */
export class EnrolmentWantedError extends ProblemError implements SignInTicket {
  override readonly name: string = "EnrolmentWantedError";
  readonly ticket: string;
  readonly expiresIn: number;

  constructor(detail: string, { ticket, expiresIn }: SignInTicket) {
    super(401, "enrolment_wanted", detail);
    this.ticket = ticket;
    this.expiresIn = expiresIn;
  }
}
