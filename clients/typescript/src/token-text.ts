import { TokenRejectedError } from "./errors.js";

/** The parts of a signed token (RFC 7515, 7.1), of which nothing is proved yet. */
export interface TokenText {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

const LONGEST = 8 * 1024;

/** Reads a token; throws a `TokenRejectedError` for what is none. */
export function tokenText(token: string): TokenText {
  const parts = token.length > LONGEST ? [] : token.split(".");
  const [header, claims, signature] = parts;
  if (parts.length !== 3 || !header || !claims || !signature) {
    throw new TokenRejectedError("this is no signed token");
  }
  return {
    header: object(header),
    claims: object(claims),
    signed: new TextEncoder().encode(`${header}.${claims}`),
    signature: bytes(signature),
  };
}

function object(segment: string): Record<string, unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes(segment));
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (failure) {
    throw new TokenRejectedError("this is no signed token", { cause: failure });
  }
  throw new TokenRejectedError("this is no signed token");
}

/** Base64url without padding; `atob` alone would let blanks by. */
function bytes(segment: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]+$/.test(segment) || segment.length % 4 === 1) {
    throw new TokenRejectedError("this is no signed token");
  }
  const text = atob(segment.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (each) => each.charCodeAt(0));
}
