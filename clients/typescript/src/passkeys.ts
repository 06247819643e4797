import type { PasskeyCreation, PasskeyRequest } from "./models.js";

/** What a passkey of the browser's says to a request, for `completeSignIn` and `prove`. */
export async function passkeyAnswer(request: PasskeyRequest): Promise<string> {
  const options = request as PublicKeyCredentialRequestOptionsJSON;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return JSON.stringify(await navigator.credentials.get({ publicKey }));
}

/** A new passkey of the browser's. */
export async function createdPasskey(creation: PasskeyCreation): Promise<string> {
  const options = creation as PublicKeyCredentialCreationOptionsJSON;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return JSON.stringify(await navigator.credentials.create({ publicKey }));
}
