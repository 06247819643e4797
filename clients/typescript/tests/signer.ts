const CURVE = { name: "ECDSA", namedCurve: "P-256" };

export type Values = Record<string, unknown>;

/** A key of our own, and tokens that are signed by it. */
export class Signer {
  readonly kid: string;
  readonly #pair: CryptoKeyPair;

  private constructor(kid: string, pair: CryptoKeyPair) {
    this.kid = kid;
    this.#pair = pair;
  }

  static async make(kid: string): Promise<Signer> {
    const pair = await crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
    return new Signer(kid, pair);
  }

  /** As a server publishes it. */
  async published(changes: Values = {}): Promise<Values> {
    const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", this.#pair.publicKey);
    return { kty, crv, x, y, use: "sig", alg: "ES256", kid: this.kid, ...changes };
  }

  async token(header: Values, claims: Values): Promise<string> {
    const signed = `${segment(JSON.stringify(header))}.${segment(JSON.stringify(claims))}`;
    return `${signed}.${await this.signature(signed)}`;
  }

  async signature(signed: string): Promise<string> {
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const bytes = new TextEncoder().encode(signed);
    const made = await crypto.subtle.sign(algorithm, this.#pair.privateKey, bytes);
    return Buffer.from(made).toString("base64url");
  }
}

export function segment(text: string | Buffer): string {
  return Buffer.from(text as string).toString("base64url");
}
