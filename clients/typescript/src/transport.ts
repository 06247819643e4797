import {
  EnrolmentWantedError,
  FactorWantedError,
  type FieldError,
  ProblemError,
  UnreachableError,
} from "./errors.js";
import type { PasskeyRequest } from "./models.js";
import type { AnswerOf, BodyOf, MethodOf, Operation, Path } from "./operations.js";

/** How requests are sent. */
export interface ClientOptions {
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** How long an answer may take, in milliseconds; 10,000 unless said otherwise. */
  readonly timeout?: number;
  /** What goes with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The time in milliseconds since 1970, by which tokens are too old. */
  readonly now?: () => number;
}

/** A request, before it is known who sends it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string | Blob | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether cookies go along; they do not unless said otherwise. */
  readonly credentials?: RequestCredentials;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: ArrayBuffer;
}

/** What fills the gaps of a path, and what follows it. */
export interface Target {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** A call of an operation that the document describes. */
export function callOf<P extends Path, M extends MethodOf<P>>(
  method: M,
  path: P,
  body: BodyOf<Operation<P, M>>,
  target: Target = {},
): Call {
  const query = target.query === undefined ? "" : `?${new URLSearchParams(target.query)}`;
  const filled = path.replace("{id}", () => digits(target.id)) + query;
  const call = { method: method.toUpperCase(), path: filled };
  if (body === undefined) {
    return call;
  }
  const headers = { "Content-Type": "application/json" };
  return { ...call, headers, body: JSON.stringify(body) };
}

// An id becomes part of a path.
function digits(text: string | undefined): string {
  if (text === undefined || !/^[0-9]{1,16}$/.test(text)) {
    throw new TypeError("an id is a text of digits");
  }
  return text;
}

/** Sends requests to one server. */
export class Transport {
  readonly #url: string;
  readonly #options: ClientOptions;

  constructor(url: string, options: ClientOptions) {
    this.#url = url.replace(/\/+$/, "");
    this.#options = options;
  }

  /** The time in milliseconds since 1970. */
  now(): number {
    return (this.#options.now ?? Date.now)();
  }

  /** The same server, with these headers more in each request. */
  withHeaders(headers: Readonly<Record<string, string>>): Transport {
    const all = { ...this.#options.headers, ...headers };
    return new Transport(this.#url, { ...this.#options, headers: all });
  }

  /** The answer, whatever its status. */
  async send(call: Call): Promise<Answer> {
    const send = this.#options.fetch ?? fetch;
    try {
      const response = await send(this.#url + call.path, {
        method: call.method,
        headers: { ...this.#options.headers, ...call.headers },
        body: call.body ?? null,
        credentials: call.credentials ?? "omit",
        cache: "no-store",
        // The server never sends anybody elsewhere, and a credential is for nobody else.
        redirect: "error",
        signal: AbortSignal.timeout(this.#options.timeout ?? 10_000),
      });
      const bytes = await response.arrayBuffer();
      return { status: response.status, headers: response.headers, bytes };
    } catch (failure) {
      throw new UnreachableError(`no answer from ${this.#url || "the server"}`, { cause: failure });
    }
  }

  /** The answer; throws what it says is wrong. */
  async succeed(call: Call): Promise<Answer> {
    const answer = await this.send(call);
    if (answer.status >= 300) {
      throw problem(answer);
    }
    return answer;
  }

  /** What is told by a call of an operation. */
  async ask<P extends Path, M extends MethodOf<P>>(
    method: M,
    path: P,
    body: BodyOf<Operation<P, M>>,
    more: Partial<Call> = {},
  ): Promise<AnswerOf<Operation<P, M>>> {
    return told(await this.succeed({ ...callOf(method, path, body), ...more }));
  }
}

/** The body of an answer; undefined where it has none. */
export function told<T>(answer: Answer): T {
  if (answer.status === 204) {
    return undefined as T;
  }
  const body = json(answer);
  if (body === undefined) {
    throw new UnreachableError("an answer that cannot be read");
  }
  return body as T;
}

function json(answer: Answer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(answer.bytes));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function problem(answer: Answer): ProblemError {
  // A proxy's page, for example, has none of this.
  const body = json(answer) ?? {};
  const detail = text(body["detail"]) ?? "";
  const code = text(body["code"]) ?? `http_${answer.status}`;
  const ticket = text(body["ticket"]);
  if (ticket !== undefined) {
    const signIn = { ticket, expiresIn: Number(body["expires_in"]) || 0 };
    if (code === "enrolment_wanted") {
      return new EnrolmentWantedError(detail, signIn);
    }
    if (code === "factor_wanted") {
      const factors = Array.isArray(body["factors"]) ? (body["factors"] as string[]) : [];
      return new FactorWantedError(detail, signIn, factors, body["passkey"] as PasskeyRequest);
    }
  }
  return new ProblemError(answer.status, code, detail, {
    errors: Array.isArray(body["errors"]) ? (body["errors"] as FieldError[]) : [],
    retryAfter: seconds(answer.headers.get("Retry-After")),
    challenge: answer.headers.get("Vestibule-Challenge-Wanted") ?? undefined,
  });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function seconds(value: string | null): number | undefined {
  return value !== null && /^[0-9]{1,9}$/.test(value) ? Number(value) : undefined;
}
