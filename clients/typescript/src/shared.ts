interface Entry<V> {
  readonly since: number;
  readonly answer: Promise<V>;
}

/**
 * Answers that all who ask for the same within a moment share. The moment begins when an answer is
 * asked for, so that nothing older is shown. Failures are not kept.
 */
export class Shared<V> {
  // In the order in which they were asked for.
  readonly #entries = new Map<string, Entry<V>>();
  readonly #moment: number;
  readonly #most: number;
  readonly #clock: () => number;

  /** `moment` is in milliseconds; `most` bounds how many answers are kept. */
  constructor(moment: number, most = 10_000, clock: () => number = () => performance.now()) {
    this.#moment = moment;
    this.#most = most;
    this.#clock = clock;
  }

  /** The answer for a key; rejects with what asking for it rejects with. */
  get(key: string, ask: () => Promise<V>): Promise<V> {
    const known = this.#entries.get(key);
    if (known !== undefined && this.#clock() - known.since < this.#moment) {
      return known.answer;
    }
    this.#entries.delete(key);
    this.#forgetOld();
    const entry = { since: this.#clock(), answer: ask() };
    this.#entries.set(key, entry);
    entry.answer.catch(() => this.#forget(key, entry));
    return entry.answer;
  }

  /** Asks anew; the answer before counts until the new one has come, and where none comes. */
  async renew(key: string, ask: () => Promise<V>): Promise<V> {
    const entry = { since: this.#clock(), answer: ask() };
    const answer = await entry.answer;
    const known = this.#entries.get(key);
    if (known === undefined || known.since <= entry.since) {
      this.#entries.delete(key);
      this.#forgetOld();
      this.#entries.set(key, entry);
    }
    return answer;
  }

  #forget(key: string, entry: Entry<V>): void {
    if (this.#entries.get(key) === entry) {
      this.#entries.delete(key);
    }
  }

  /** What is too old, and the oldest where there are too many. */
  #forgetOld(): void {
    const now = this.#clock();
    for (const [key, entry] of this.#entries) {
      const isOld = now - entry.since >= this.#moment;
      if (!isOld && this.#entries.size < this.#most) {
        return;
      }
      this.#entries.delete(key);
    }
  }
}
