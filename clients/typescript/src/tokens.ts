/** What a client holds of a session. */
export interface Tokens {
  readonly account: string;
  readonly session: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token is too old, in milliseconds since 1970, by this machine's clock. */
  readonly expires: number;
}

/** Where tokens are kept. */
export interface TokenStore {
  /** The tokens that were saved last; null where nobody is signed in. */
  load(): Tokens | null | Promise<Tokens | null>;
  save(tokens: Tokens): void | Promise<void>;
  clear(): void | Promise<void>;
  /** The name of a lock (Web Locks), where tabs or workers of one origin share the store. */
  readonly lock?: string;
}

/** Keeps tokens as long as the object lives. */
export class MemoryTokenStore implements TokenStore {
  #tokens: Tokens | null = null;

  load(): Tokens | null {
    return this.#tokens;
  }

  save(tokens: Tokens): void {
    this.#tokens = tokens;
  }

  clear(): void {
    this.#tokens = null;
  }
}

/** Keeps tokens in `localStorage` or `sessionStorage`, where every script of the page reads them. */
export class WebTokenStore implements TokenStore {
  readonly lock: string;
  readonly #storage: Storage;
  readonly #key: string;

  constructor(storage: Storage = localStorage, key = "vestibule") {
    this.#storage = storage;
    this.#key = key;
    this.lock = `vestibule-tokens:${key}`;
  }

  load(): Tokens | null {
    const text = this.#storage.getItem(this.#key);
    try {
      return text === null ? null : tokens(JSON.parse(text));
    } catch {
      return null;
    }
  }

  save(tokens: Tokens): void {
    this.#storage.setItem(this.#key, JSON.stringify(tokens));
  }

  clear(): void {
    this.#storage.removeItem(this.#key);
  }
}

// Other scripts write there too.
function tokens(value: Partial<Tokens> | null): Tokens | null {
  const texts = [value?.account, value?.session, value?.accessToken, value?.refreshToken];
  const isWhole = texts.every((each) => typeof each === "string" && each !== "");
  return isWhole && typeof value?.expires === "number" ? (value as Tokens) : null;
}
