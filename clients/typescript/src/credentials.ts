import { ProblemError, SignedOutError, UnreachableError, VestibuleError } from "./errors.js";
import type { TokenStore, Tokens } from "./tokens.js";
import type { Call, Transport } from "./transport.js";

/** What shows who sends a request. */
export interface Credential {
  /** The call with the credential, which is renewed before where it is too old. */
  shown(call: Call): Promise<Call>;
  /** The call with another credential than this one, which the server calls too old. */
  renewed(call: Call): Promise<Call>;
  /** A token to be shown to other back ends. */
  accessToken(): Promise<string>;
  /** Keeps nothing of it. */
  forget(): Promise<void>;
}

/** A cookie that the browser keeps, and that no script reads. */
export class CookieCredential implements Credential {
  async shown(call: Call): Promise<Call> {
    const csrf = call.method === "GET" ? undefined : cookie("csrf_access_token");
    const proof = csrf === undefined ? {} : { "X-CSRF-TOKEN": csrf };
    return { ...call, credentials: "include", headers: { ...call.headers, ...proof } };
  }

  async renewed(): Promise<Call> {
    throw new ProblemError(401, "token_expired", "The credential is too old.");
  }

  async accessToken(): Promise<string> {
    throw new VestibuleError("a session that is kept in a cookie shows no token");
  }

  async forget(): Promise<void> {}
}

// Contracts A and B let scripts read it.
function cookie(name: string): string | undefined {
  const all = typeof document === "undefined" ? "" : document.cookie;
  const found = all.split("; ").find((each) => each.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

// So that a token does not end on its way.
const ON_ITS_WAY = 5_000;
// Of two processes of Chromium, one sees some milliseconds later what the other has stored. Where
// the other tab has saved nothing, this is lost.
const ARRIVAL = 250;
const LOOK = 5;

/** Tokens, which are renewed once for all calls that find them too old. */
export class TokenCredential implements Credential {
  readonly #transport: Transport;
  readonly #store: TokenStore;
  readonly #underWay = new Map<string, Promise<Tokens>>();

  constructor(transport: Transport, store: TokenStore) {
    this.#transport = transport;
    this.#store = store;
  }

  async shown(call: Call): Promise<Call> {
    return withToken(call, await this.accessToken());
  }

  async renewed(call: Call): Promise<Call> {
    const kept = await this.#kept();
    const wasShown = withToken(call, kept.accessToken).headers?.["Authorization"];
    const isOther = call.headers?.["Authorization"] !== wasShown;
    return withToken(call, (isOther ? kept : await this.#after(kept)).accessToken);
  }

  async accessToken(): Promise<string> {
    const kept = await this.#kept();
    const isGood = this.#transport.now() + ON_ITS_WAY < kept.expires;
    return (isGood ? kept : await this.#after(kept)).accessToken;
  }

  async forget(): Promise<void> {
    await this.#store.clear();
  }

  async #kept(): Promise<Tokens> {
    const kept = await this.#store.load();
    if (kept === null) {
      throw new SignedOutError();
    }
    return kept;
  }

  /** Others than these, which are too old. */
  #after(old: Tokens): Promise<Tokens> {
    const known = this.#underWay.get(old.refreshToken);
    if (known !== undefined) {
      return known;
    }
    const mine = locked(this.#store.lock, (hasWaited) => this.#others(old, hasWaited)).finally(() =>
      this.#underWay.delete(old.refreshToken),
    );
    this.#underWay.set(old.refreshToken, mine);
    return mine;
  }

  async #others(old: Tokens, hasWaited: boolean): Promise<Tokens> {
    const kept = hasWaited ? await this.#arrived(old) : await this.#kept();
    if (!same(kept, old)) {
      // Another tab was faster.
      return kept;
    }
    const fresh = await this.#refreshed(old);
    // Unless somebody has signed out, or in anew, meanwhile.
    if (same(await this.#store.load(), old)) {
      await this.#store.save(fresh);
    }
    return fresh;
  }

  /** What another tab has saved, which may come a moment later than its lock. */
  async #arrived(old: Tokens): Promise<Tokens> {
    const end = performance.now() + ARRIVAL;
    let kept = await this.#kept();
    while (same(kept, old) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      kept = await this.#kept();
    }
    return kept;
  }

  async #refreshed(old: Tokens): Promise<Tokens> {
    try {
      return await this.#asked(old).catch((failure: unknown) => {
        if (!(failure instanceof UnreachableError)) {
          throw failure;
        }
        // The lost answer may have spent the token: for half a minute the server answers all uses
        // of one alike.
        return this.#asked(old);
      });
    } catch (failure) {
      const isEnd = failure instanceof ProblemError && failure.status === 401;
      if (isEnd && same(await this.#store.load(), old)) {
        await this.#store.clear();
      }
      throw failure;
    }
  }

  async #asked(old: Tokens): Promise<Tokens> {
    const body = { refresh_token: old.refreshToken };
    const fresh = await this.#transport.ask("post", "/v1/sessions/refresh", body);
    return tokensOf(fresh, this.#transport.now());
  }
}

/** Tokens as the server tells them, with their end by this machine's clock. */
export function tokensOf(
  body: {
    account: string;
    session: string;
    access_token?: string;
    refresh_token?: string;
    expires_in?: number;
  },
  now: number,
): Tokens {
  const { account, session, access_token, refresh_token, expires_in } = body;
  if (access_token === undefined || refresh_token === undefined || expires_in === undefined) {
    throw new UnreachableError("an answer without tokens");
  }
  const expires = now + expires_in * 1_000;
  return { account, session, accessToken: access_token, refreshToken: refresh_token, expires };
}

function withToken(call: Call, token: string): Call {
  return { ...call, headers: { ...call.headers, Authorization: `Bearer ${token}` } };
}

function same(one: Tokens | null, other: Tokens): boolean {
  return one?.accessToken === other.accessToken && one.refreshToken === other.refreshToken;
}

/**
 * One at a time of all tabs of the origin, where the browser has locks. The work is told whether
 * another was at it before.
 */
async function locked<T>(
  name: string | undefined,
  work: (hasWaited: boolean) => Promise<T>,
): Promise<T> {
  // Old browsers, pages without TLS and old versions of Node have none.
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (name === undefined || locks === undefined) {
    return work(false);
  }
  const first = await locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? undefined : { done: await work(false) },
  );
  return first === undefined ? await locks.request(name, () => work(true)) : first.done;
}
