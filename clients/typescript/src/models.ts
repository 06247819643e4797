import type { components } from "./generated/v1.js";

type Schemas = components["schemas"];

// Bodies keep the names that they have on the wire, as docs/v1.md shows them.
export type Account = Schemas["Account"];
export type Address = Schemas["Address"];
export type Export = Schemas["Export"];
export type Factor = Schemas["Factor"];
/** What a token is worth (RFC 7662); one that is worth nothing tells `active` alone. */
export type Introspection = Schemas["Introspection"];
export type NewAccount = Schemas["NewAccount"];
export type Profile = Schemas["Profile"];
export type Session = Schemas["Session"];
export type Whoami = Schemas["Whoami"];

/**
 * By what a service shows who it is, as `vestibule service create` tells it: its id and secret, or
 * the secret alone.
 */
export type ServiceCredential = string | { readonly id: string; readonly secret: string };
