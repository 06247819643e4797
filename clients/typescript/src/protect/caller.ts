/** Somebody who is known. What a way does not tell is undefined or empty. */
export interface Caller {
  /** The id of the account, which never changes. */
  readonly id: string;
  readonly username?: string | undefined;
  /** The primary address, and only where it is confirmed. */
  readonly email?: string | undefined;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly door?: string | undefined;
  readonly session?: string | undefined;
}

/** A request that is turned away: 401, 403, or 503 where nobody could be asked. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  readonly code: string;
  readonly detail: string;

  constructor(status: number, code: string, detail: string, options: ErrorOptions = {}) {
    super(`${status} ${code}: ${detail}`, options);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** Names of which a caller has to have each. */
export interface Rights {
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
}

/** A kind of rights. */
export type Right = keyof Rights;

const KINDS: readonly Right[] = ["groups", "roles", "permissions"];

/** Throws a `TypeError` for rights that a way does not tell: nobody would ever come by. */
export function checkRights(wanted: Rights, told: readonly Right[]): void {
  const unknown = Object.keys(wanted).filter((kind) => !KINDS.includes(kind as Right));
  const texts = KINDS.filter((kind) => kind in wanted && !Array.isArray(wanted[kind]));
  const untold = KINDS.filter((kind) => (wanted[kind] ?? []).length > 0 && !told.includes(kind));
  if (unknown.length > 0 || texts.length > 0) {
    throw new TypeError(`lists of names are wanted, and not ${[...unknown, ...texts].join(", ")}`);
  }
  if (untold.length > 0) {
    throw new TypeError(`this way tells no ${untold.join(", ")}`);
  }
}

/** Throws a `RefusedError` where the caller lacks one. */
export function ensureRights(wanted: Rights, caller: Caller): void {
  const lacks = KINDS.some((kind) =>
    (wanted[kind] ?? []).some((each) => !caller[kind].includes(each)),
  );
  if (lacks) {
    throw new RefusedError(403, "right_missing", "You may not do this.");
  }
}
