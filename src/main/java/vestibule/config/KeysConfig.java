package vestibule.config;

import java.time.Duration;

/**
 * How tokens are signed, and for how long by one key.
 *
 * @param former what verifies tokens that another installation has signed
 */
public record KeysConfig(
    Duration rotation, TokenAlgorithm userAccount, TokenAlgorithm chat, FormerTokensConfig former) {

  /** What can sign tokens. */
  public enum TokenAlgorithm {
    HS256,
    ES256,
    EDDSA,
    RS256
  }

  private static final Setting<Duration> ROTATION =
      Setting.of(
              "keys.rotation",
              Formats.DURATION,
              "90d",
              "30d",
              "After how long the key that signs tokens gives way to the next one. The one before"
                  + " verifies until the last of its tokens has ended, so that no client notices.")
          .since("0.2.0");

  private static Setting<TokenAlgorithm> algorithm(String family, String contracts) {
    return Setting.of(
            family + ".token-algorithm",
            Formats.oneOf(TokenAlgorithm.class),
            "hs256",
            "es256",
            "How tokens of "
                + contracts
                + " are signed. `hs256` is what the documents show; the others let everybody"
                + " verify tokens by `/.well-known/jwks.json`, and name their key in the header."
                + " Another one is taken up by the next key, within a quarter of an hour.")
        .since("0.2.0");
  }

  static KeysConfig read(Values values) {
    return new KeysConfig(
        values.read(ROTATION),
        values.read(algorithm("useraccount", "contracts A and B")),
        values.read(algorithm("chat", "contract C")),
        FormerTokensConfig.read(values));
  }
}
