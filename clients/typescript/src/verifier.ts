import { TokenRejectedError, UnreachableError } from "./errors.js";
import { Shared } from "./shared.js";
import { type TokenText, tokenText } from "./token-text.js";
import { type ClientOptions, Transport, told } from "./transport.js";

/** Which tokens are taken. */
export interface VerifierOptions extends ClientOptions {
  /** The server's `public-url`; its address unless said otherwise. */
  readonly issuer?: string;
  /** For whom a token has to be; without one, those for the issuer and those for nobody pass. */
  readonly audience?: string;
}

/** What a token says, which is proved. */
export interface VerifiedToken {
  /** The id of the account. */
  readonly account: string;
  /** The id of the token. */
  readonly id: string;
  readonly issued: Date;
  readonly expires: Date;
  readonly claims: Readonly<Record<string, unknown>>;
}

const KEYS = "/.well-known/jwks.json";
// As long as the server lets them be kept.
const KEPT = 5 * 60_000;
const REFETCHED = 60_000;
// Clocks differ. A token's end counts as it stands.
const AHEAD = 60;
const TYPES = ["jwt", "at+jwt", "application/at+jwt"];
const CURVE = { name: "ECDSA", namedCurve: "P-256" };

type Keys = ReadonlyMap<string, CryptoKey>;

/**
 * Verifies access tokens of `/v1` by the server's published keys: ES256 alone is taken, and type,
 * issuer, audience and times are looked at. Make one, and keep it, as it keeps the keys for five
 * minutes. They are read once more for a token that names an unknown one, though not more than once
 * a minute. A token is good until it runs out, also where its session has ended since:
 * `Client.whoami` knows that at once.
 */
export class Verifier {
  readonly #transport: Transport;
  readonly #issuer: string;
  readonly #audience: string | undefined;
  readonly #keys: Shared<Keys>;
  readonly #clock: () => number;
  #refetched = 0;
  #newest: Promise<Keys> | undefined;

  /** `url` is the server's address. */
  constructor(url: string | URL, options: VerifierOptions = {}) {
    this.#transport = new Transport(String(url), options);
    this.#issuer = options.issuer ?? String(url).replace(/\/+$/, "");
    this.#audience = options.audience;
    this.#clock = options.now ?? (() => performance.now());
    this.#keys = new Shared(KEPT, 1, this.#clock);
  }

  /**
   * What a token says. Rejects with a `TokenRejectedError` when it is none of the server's or too
   * old, and with an `UnreachableError` or a `ProblemError` when the keys cannot be read.
   */
  async verify(token: string): Promise<VerifiedToken> {
    const text = tokenText(token);
    const key = await this.#key(keyId(text.header));
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    if (!(await crypto.subtle.verify(algorithm, key, text.signature, text.signed))) {
      throw new TokenRejectedError("the token is not signed by that key");
    }
    return this.#judged(text);
  }

  #judged({ claims }: TokenText): VerifiedToken {
    const now = this.#transport.now() / 1_000;
    const { iss, sub, jti, iat, exp, nbf, token_use } = claims;
    ensure(iss === this.#issuer, "the token is of another issuer");
    ensure(token_use === "access", "the token is for another use");
    ensure(this.#isForUs(claims["aud"]), "the token is for somebody else");
    ensure(typeof sub === "string" && /^[0-9]{1,16}$/.test(sub), "the token names nobody");
    ensure(typeof jti === "string", "the token has no id");
    ensure(isTime(iat) && iat <= now + AHEAD, "the token is of a time to come");
    ensure(nbf === undefined || (isTime(nbf) && nbf <= now + AHEAD), "the token is not good yet");
    ensure(isTime(exp) && now < exp, "the token is too old");
    const [issued, expires] = [new Date(iat * 1_000), new Date(exp * 1_000)];
    return { account: sub, id: jti, issued, expires, claims };
  }

  #isForUs(audience: unknown): boolean {
    if (audience === undefined) {
      return this.#audience === undefined;
    }
    const all: unknown[] = Array.isArray(audience) ? audience : [audience];
    return all.includes(this.#audience ?? this.#issuer);
  }

  async #key(kid: string): Promise<CryptoKey> {
    const known = (await this.#kept()).get(kid);
    const key = known ?? (await this.#newer()).get(kid);
    if (key === undefined) {
      throw new TokenRejectedError("the token is signed by an unknown key");
    }
    return key;
  }

  #kept(): Promise<Keys> {
    return this.#keys.get(KEYS, () => this.#read());
  }

  /** Read anew once in a while: else anybody could make this program ask for each token. */
  #newer(): Promise<Keys> {
    const now = this.#clock();
    if (this.#newest === undefined || now - this.#refetched >= REFETCHED) {
      this.#refetched = now;
      this.#newest = this.#keys.renew(KEYS, () => this.#read());
    }
    return this.#newest;
  }

  async #read(): Promise<Keys> {
    const body = told<{ keys?: unknown }>(
      await this.#transport.succeed({ method: "GET", path: KEYS }),
    );
    const keys = Array.isArray(body.keys) ? (body.keys as unknown[]) : undefined;
    if (keys === undefined) {
      throw new UnreachableError("an answer without keys");
    }
    const ours = keys.filter(isOurs);
    return new Map(
      await Promise.all(ours.map(async (each) => [each.kid, await key(each)] as const)),
    );
  }
}

interface PublishedKey {
  readonly kid: string;
  readonly x: string;
  readonly y: string;
}

/** Keys of other algorithms are passed over. */
function isOurs(value: unknown): value is PublishedKey {
  const key = value as Record<string, unknown> | null;
  return (
    key?.["kty"] === "EC" &&
    key["crv"] === "P-256" &&
    key["alg"] === "ES256" &&
    key["use"] === "sig" &&
    [key["kid"], key["x"], key["y"]].every((each) => typeof each === "string")
  );
}

async function key({ x, y }: PublishedKey): Promise<CryptoKey> {
  try {
    const jwk = { kty: "EC", crv: "P-256", x, y };
    return await crypto.subtle.importKey("jwk", jwk, CURVE, false, ["verify"]);
  } catch (failure) {
    throw new UnreachableError("a key that cannot be read", { cause: failure });
  }
}

/** By which key a token says that it is signed; headers that no token has are refused. */
function keyId(header: Readonly<Record<string, unknown>>): string {
  const { alg, typ, kid } = header;
  ensure(alg === "ES256", "the token is not signed by ES256");
  ensure(typeof typ === "string" && TYPES.includes(typ.toLowerCase()), "it is of another type");
  ensure(!("crit" in header) && typeof kid === "string", "the token names no key");
  return kid;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function ensure(condition: boolean, otherwise: string): asserts condition {
  if (!condition) {
    throw new TokenRejectedError(otherwise);
  }
}
