export { Client, type SessionOptions } from "./client.js";
export {
  EnrolmentWantedError,
  FactorWantedError,
  type FieldError,
  ProblemError,
  SignedOutError,
  type SignInTicket,
  TokenRejectedError,
  UnreachableError,
  VestibuleError,
} from "./errors.js";
export type { Factors } from "./factors.js";
export type {
  Account,
  AddedFactor,
  Address,
  EnrolledFactor,
  Export,
  Factor,
  Introspection,
  MailedTicket,
  NewAccount,
  PasskeyCreation,
  PasskeyRequest,
  Profile,
  Proof,
  ServiceCredential,
  Session,
  TotpOffer,
  Whoami,
} from "./models.js";
export { passkeyAnswer } from "./passkeys.js";
export type { SignedIn } from "./signed-in.js";
export { MemoryTokenStore, type TokenStore, type Tokens, WebTokenStore } from "./tokens.js";
export type { ClientOptions } from "./transport.js";
export { type VerifiedToken, Verifier, type VerifierOptions } from "./verifier.js";
