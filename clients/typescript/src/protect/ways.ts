import { createHash } from "node:crypto";
import { authorization, Client } from "../client.js";
import { ProblemError, TokenRejectedError, VestibuleError } from "../errors.js";
import type { Introspection, ServiceCredential, Whoami } from "../models.js";
import { Shared } from "../shared.js";
import { type ClientOptions, Transport, told } from "../transport.js";
import { Verifier, type VerifierOptions } from "../verifier.js";
import { type Caller, RefusedError, type Right } from "./caller.js";
import { bareToken, changesNothing, cookieHeader, type Presented, proofs } from "./presented.js";

/** A way to find out who sends a request. */
export interface Way {
  /** The kinds of rights that it tells. */
  readonly rights: readonly Right[];
  /** Who it is; rejects with a `RefusedError`. */
  judge(request: Presented): Promise<Caller>;
}

/** How the server is asked. */
export interface AskingOptions extends ClientOptions {
  /** For how long an answer is remembered, in milliseconds: 500, and 1,000 at most. */
  readonly moment?: number;
}

/** What a cookie has to come with. */
export interface WhoamiOptions extends AskingOptions {
  /**
   * That a good origin is enough for a cookie, without `X-CSRF-TOKEN`: for an application with plain
   * forms that tells those of other sites by itself.
   */
  readonly forms?: boolean;
}

const ALL: readonly Right[] = ["groups", "roles", "permissions"];

/**
 * Asks `GET /v1/whoami`: the credential of any door is good, also a cookie. By a cookie something
 * is changed only where the server lets it (`GET /v1/auth`).
 */
export function byWhoami(url: string | URL, options: WhoamiOptions = {}): Way {
  const auth = options.forms === true ? "/v1/auth/forms" : "/v1/auth";
  const transport = new Transport(String(url), options);
  const answers = new Shared<Caller>(moment(options));

  const known = (headers: Record<string, string>): Promise<Caller> =>
    answers.get(digest(headers), async () => {
      const call = { method: "GET", path: "/v1/whoami", headers };
      return callerOf(told<Whoami>(await transport.succeed(call)));
    });

  const judge = async (request: Presented): Promise<Caller> => {
    const value = request.header("authorization");
    if (value !== undefined) {
      return known(authorization(value.trim()));
    }
    const cookie = cookieHeader(request);
    if (cookie === undefined) {
      throw missing();
    }
    const caller = await known({ Cookie: cookie });
    if (!changesNothing(request)) {
      // Told nothing of the method, the server takes it for one that changes something.
      const headers = { ...proofs(request), Cookie: cookie };
      const answer = await transport.succeed({ method: "GET", path: auth, headers });
      if (answer.headers.get("X-Vestibule-User") !== caller.id) {
        throw new RefusedError(401, "session_ended", "The session has ended.");
      }
    }
    return caller;
  };
  return { rights: ALL, judge: refusing(judge) };
}

function callerOf(found: Whoami): Caller {
  return {
    id: id(found.id),
    username: found.username ?? undefined,
    email: found.email_verified === true ? (found.email ?? undefined) : undefined,
    groups: names(found.groups),
    roles: names(found.roles),
    permissions: names(found.permissions),
    door: found.door,
    session: found.session.id,
  };
}

/** Asks `POST /v1/introspect` with the credential of a service: tokens and keys of any door pass. */
export function byIntrospection(
  url: string | URL,
  service: ServiceCredential,
  options: AskingOptions = {},
): Way {
  const client = new Client(url, options);
  const answers = new Shared<Introspection>(moment(options));

  const judge = async (request: Presented): Promise<Caller> => {
    const token = bareToken(request);
    if (token === undefined) {
      throw missing();
    }
    const found = await answers
      .get(digest({ token }), () => client.introspect(token, service))
      .catch((failure: unknown) => {
        // The service's own credential is refused, and not the caller's.
        throw unavailable(failure);
      });
    if (!found.active || typeof found.sub !== "string" || !isForHeaders(token, found)) {
      throw new RefusedError(401, "token_invalid", "The credential is not good.");
    }
    return {
      id: id(found.sub),
      username: found.username,
      email: found.email_verified === true ? found.email : undefined,
      groups: names(found.groups ?? []),
      roles: names(found.roles ?? []),
      permissions: names(found.permissions ?? []),
      door: found.door,
      session: found.session,
    };
  };
  return { rights: ALL, judge: refusing(judge) };
}

// What renews tokens, and what a cookie holds, are worth nothing in a header.
function isForHeaders(token: string, found: Introspection): boolean {
  return !token.startsWith("vr1_") && !["refresh", "cookie"].includes(found.token_use ?? "");
}

/**
 * Verifies access tokens of `/v1` by the server's published keys, without asking about each. An
 * ended session goes on until the token runs out. Tokens tell no rights.
 */
export function byKeys(url: string | URL, options: VerifierOptions = {}): Way {
  const verifier = new Verifier(url, options);

  const judge = async (request: Presented): Promise<Caller> => {
    const value = request.header("authorization")?.trim();
    if (value === undefined) {
      throw missing();
    }
    const token = /^bearer +(\S+)$/i.exec(value)?.[1];
    if (token === undefined) {
      throw new RefusedError(401, "token_invalid", "The credential is not good.");
    }
    const found = await verifier.verify(token);
    return { id: found.account, groups: [], roles: [], permissions: [], door: "v1" };
  };
  return { rights: [], judge: refusing(judge) };
}

function refusing(
  judge: (request: Presented) => Promise<Caller>,
): (request: Presented) => Promise<Caller> {
  return (request) =>
    judge(request).catch((failure: unknown) => {
      throw refusal(failure);
    });
}

/** Nobody is let in who cannot be judged. */
function refusal(failure: unknown): unknown {
  if (failure instanceof ProblemError && (failure.status === 401 || failure.status === 403)) {
    return new RefusedError(failure.status, failure.code, failure.detail, { cause: failure });
  }
  if (failure instanceof TokenRejectedError) {
    const options = { cause: failure };
    return new RefusedError(401, "token_invalid", "The credential is not good.", options);
  }
  return failure instanceof VestibuleError ? unavailable(failure) : failure;
}

function unavailable(cause: unknown): RefusedError {
  const detail = "Who you are cannot be found out now.";
  return new RefusedError(503, "unavailable", detail, { cause });
}

function missing(): RefusedError {
  return new RefusedError(401, "credential_missing", "The request shows no credential.");
}

function moment(options: AskingOptions): number {
  const { moment = 500 } = options;
  if (!(moment >= 0 && moment <= 1_000)) {
    throw new RangeError("an answer is remembered for 1,000 ms at most");
  }
  return moment;
}

/** What stands for a credential in memory. */
function digest(headers: Record<string, string>): string {
  return createHash("sha256").update(JSON.stringify(headers)).digest("base64");
}

function id(value: unknown): string {
  if (typeof value !== "string" || !/^[0-9]{1,16}$/.test(value)) {
    throw new VestibuleError("an answer that names nobody");
  }
  return value;
}

function names(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) {
    throw new VestibuleError("an answer whose rights cannot be read");
  }
  return value;
}
