/** What a request shows of who sends it. */
export interface Presented {
  readonly method: string;
  /** A header by its name in small letters. */
  header(name: string): string | undefined;
  /** The address from which it came. */
  readonly peer: string | undefined;
}

const COOKIES = ["__Host-vestibule", "access_token_cookie"];
const COOKIE_VALUE = /^[!#-+\--:<-[\]-~]+$/;
const LONGEST = 8 * 1024;
const PROOFS = ["Origin", "Sec-Fetch-Site", "X-CSRF-TOKEN"];

/** The header that shows a credential, without its scheme. */
export function bareToken(request: Presented): string | undefined {
  const value = request.header("authorization")?.trim();
  return value?.replace(/^(?:bearer|token) +/i, "");
}

/** The cookies that doors set, as a header; undefined where there is none. */
export function cookieHeader(request: Presented): string | undefined {
  const kept = (request.header("cookie") ?? "")
    .split(";")
    .map((each) => each.trim())
    .filter((each) => {
      const [name, ...value] = each.split("=");
      return COOKIES.includes(name ?? "") && COOKIE_VALUE.test(value.join("="));
    });
  const header = kept.join("; ");
  return header === "" || header.length > LONGEST ? undefined : header;
}

/** Whether a page of another site may make a browser send this. */
export function changesNothing(request: Presented): boolean {
  const isSafe = ["GET", "HEAD", "OPTIONS"].includes(request.method.toUpperCase());
  // A handshake of a WebSocket is a GET that pages of other sites may make.
  return isSafe && request.header("upgrade") === undefined;
}

/** What shows of which page a request by a cookie is. */
export function proofs(request: Presented): Record<string, string> {
  const found = PROOFS.map((name) => [name, request.header(name.toLowerCase()) ?? ""] as const);
  return Object.fromEntries(found.filter(([, value]) => /^[!-~]+(?: [!-~]+)*$/.test(value)));
}
