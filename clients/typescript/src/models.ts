import type { components } from "./generated/v1.js";

type Schemas = components["schemas"];

// Bodies keep the names that they have on the wire, as docs/v1.md shows them.
export type Account = Schemas["Account"];
/** A factor that was added; the first one comes with recovery codes. */
export type AddedFactor = Schemas["AddedFactor"];
export type Address = Schemas["Address"];
/** A second factor of an account. */
export type EnrolledFactor = Schemas["EnrolledFactor"];
export type Export = Schemas["Export"];
/** A factor that was proved for a session. */
export type Factor = Schemas["Factor"];
/** What a token is worth (RFC 7662); one that is worth nothing tells `active` alone. */
export type Introspection = Schemas["Introspection"];
/** What a mailed code is for: it takes five codes, for `expires_in` seconds. */
export type MailedTicket = Schemas["MailedTicket"];
export type NewAccount = Schemas["NewAccount"];
export type PasskeyCreation = Schemas["PasskeyCreation"];
export type PasskeyRequest = Schemas["PasskeyRequest"];
export type Profile = Schemas["Profile"];
/** By what somebody proves who they are: one of the two at least. */
export type Proof = Schemas["Proof"];
export type Session = Schemas["Session"];
/** What an application that makes one-time codes is told. */
export type TotpOffer = Schemas["TotpOffer"];
export type Whoami = Schemas["Whoami"];

/**
 * By what a service shows who it is, as `vestibule service create` tells it: its id and secret, or
 * the secret alone.
 */
export type ServiceCredential = string | { readonly id: string; readonly secret: string };
