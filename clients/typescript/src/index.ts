export { Client, type SessionOptions } from "./client.js";
export {
  FactorWantedError,
  type FieldError,
  ProblemError,
  SignedOutError,
  TokenRejectedError,
  UnreachableError,
  VestibuleError,
} from "./errors.js";
export type {
  Account,
  Address,
  Export,
  Factor,
  Introspection,
  NewAccount,
  Profile,
  ServiceCredential,
  Session,
  Whoami,
} from "./models.js";
export type { SignedIn } from "./signed-in.js";
export { MemoryTokenStore, type TokenStore, type Tokens, WebTokenStore } from "./tokens.js";
export type { ClientOptions } from "./transport.js";
export { type VerifiedToken, Verifier, type VerifierOptions } from "./verifier.js";
