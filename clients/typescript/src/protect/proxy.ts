import { BlockList, isIPv4, isIPv6 } from "node:net";
import { type Caller, RefusedError } from "./caller.js";
import type { Presented } from "./presented.js";
import type { Way } from "./ways.js";

/** From where the proxy asks. */
export interface ProxyOptions {
  /** Networks in CIDR notation; this machine alone unless said otherwise. */
  readonly networks?: readonly string[];
}

/**
 * Believes the headers `X-Vestibule-…` of a proxy that asks `GET /v1/auth`: only of requests that
 * come from its networks. The proxy has to take these headers away from what clients send.
 */
export function behindProxy(options: ProxyOptions = {}): Way {
  const list = blockList(options.networks ?? ["127.0.0.0/8", "::1/128"]);
  return {
    rights: ["groups", "roles"],
    judge: async (request) => {
      if (!isIn(list, request.peer ?? "")) {
        throw nobody("The request did not come by the proxy.");
      }
      return caller(request);
    },
  };
}

function caller(request: Presented): Caller {
  const id = request.header("x-vestibule-user") ?? "";
  // Two of them, one of which a client made, are joined by a comma.
  if (!/^[0-9]{1,16}$/.test(id)) {
    throw nobody("The request shows no credential.");
  }
  const email = decoded(request.header("x-vestibule-email") ?? "");
  return {
    id,
    email: email === "" ? undefined : email,
    groups: names(request.header("x-vestibule-groups")),
    roles: names(request.header("x-vestibule-roles")),
    permissions: [],
  };
}

// Names hold commas only as `%2C`.
function names(header = ""): readonly string[] {
  return header.split(",").filter(Boolean).map(decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw nobody("The headers of the proxy cannot be read.");
  }
}

function nobody(detail: string): RefusedError {
  return new RefusedError(401, "credential_missing", detail);
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", prefix = ""] = network.split("/");
    if (!/^[0-9]{1,3}$/.test(prefix)) {
      throw new TypeError(`${network} is no network, as 10.0.0.0/8 is one`);
    }
    list.addSubnet(address, Number(prefix), isIPv6(address) ? "ipv6" : "ipv4");
  }
  return list;
}

function isIn(list: BlockList, peer: string): boolean {
  const address = peer.replace(/^::ffff:(?=[0-9.]+$)/i, "");
  if (isIPv4(address)) {
    return list.check(address, "ipv4");
  }
  return isIPv6(address) && list.check(address, "ipv6");
}
