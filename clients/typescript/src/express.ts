import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type Caller,
  checkRights,
  ensureRights,
  RefusedError,
  type Rights,
} from "./protect/caller.js";
import type { Presented } from "./protect/presented.js";
import type { Way } from "./protect/ways.js";

export { type Caller, RefusedError, type Rights } from "./protect/caller.js";
export type { Presented } from "./protect/presented.js";
export { behindProxy, type ProxyOptions } from "./protect/proxy.js";
export {
  type AskingOptions,
  byIntrospection,
  byKeys,
  byWhoami,
  type Way,
  type WhoamiOptions,
} from "./protect/ways.js";

declare global {
  namespace Express {
    interface Request {
      /** Who asks, behind `protect`. */
      vestibule?: Caller;
    }
  }
}

/** A request that carries who sends it. */
interface Known extends IncomingMessage {
  vestibule?: Caller;
}

/** A middleware of Express, and of what is like it. */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (failure?: unknown) => void,
) => void;

/**
 * Lets by only who is known and has all of these rights, and says who it is in `request.vestibule`.
 * Others are answered 401, 403, or 503 where the server cannot be asked. Throws a `TypeError` for
 * rights that the way does not tell.
 */
export function protect(way: Way, rights: Rights = {}): Middleware {
  checkRights(rights, way.rights);
  return (request, response, next) => {
    const known: Known = request;
    delete known.vestibule;
    judged(way, rights, request).then(
      (caller) => {
        known.vestibule = caller;
        next();
      },
      (failure: unknown) =>
        failure instanceof RefusedError ? refuse(response, failure) : next(failure),
    );
  };
}

/** Who asks; throws where no `protect` is before the route. */
export function caller(request: IncomingMessage): Caller {
  const { vestibule }: Known = request;
  if (vestibule === undefined) {
    throw new TypeError("the route is not protected");
  }
  return vestibule;
}

async function judged(way: Way, rights: Rights, request: IncomingMessage): Promise<Caller> {
  const found = await way.judge(presented(request));
  ensureRights(rights, found);
  return found;
}

function presented(request: IncomingMessage): Presented {
  return {
    method: request.method ?? "",
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    // Not `request.ip`, which headers of a client may change.
    peer: request.socket.remoteAddress,
  };
}

function refuse(response: ServerResponse, { status, code, detail }: RefusedError): void {
  if (status === 401) {
    response.setHeader("WWW-Authenticate", "Bearer");
  }
  if (status === 503) {
    response.setHeader("Retry-After", "1");
  }
  response.statusCode = status;
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", "application/problem+json");
  response.end(JSON.stringify({ type: "about:blank", status, code, detail }));
}
