package vestibule.config;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;

/**
 * What clients have to solve before they register, or try again.
 *
 * @param registration whether each registration needs it
 * @param failures how many of an account or a network make it needed; empty for never
 * @param difficulty the greatest number that a puzzle of our own looks for
 * @param admitsOnOutage whether an answer counts that the provider did not judge
 */
public record ChallengeConfig(
    boolean registration,
    OptionalInt failures,
    int difficulty,
    Optional<Foreign> foreign,
    boolean admitsOnOutage) {

  /** Nobody is asked for anything. */
  static final ChallengeConfig NONE =
      new ChallengeConfig(false, OptionalInt.empty(), 1, Optional.empty(), false);

  private static final int MOST_FAILURES = 1_000;
  private static final int MOST_DIFFICULT = 10_000_000;

  private static final Format<OptionalInt> FAILURES_FORMAT =
      new Format<>(
          "`off` or 1 to " + MOST_FAILURES,
          ChallengeConfig::failures,
          many -> many.isEmpty() ? "off" : String.valueOf(many.getAsInt()));

  private static final Setting<Registration> REGISTRATION =
      Setting.of(
              "challenge.registration",
              Formats.oneOf(Registration.class),
              "off",
              "always",
              "Whether whoever registers has to solve a challenge first (docs/limits.md)."
                  + " Front-ends must know of it: no published contract does.")
          .since("0.2.0");
  private static final Setting<OptionalInt> FAILURES =
      Setting.of(
              "challenge.failures",
              FAILURES_FORMAT,
              "off",
              "5",
              "After how many failures of an account, or of a network, a log-in needs a solved"
                  + " challenge; of a network, a request for a mail too. It needs `limits: on`.")
          .since("0.2.0");
  private static final Setting<Provider> PROVIDER =
      Setting.of(
              "challenge.provider",
              Formats.oneOf(Provider.class),
              "proof-of-work",
              "turnstile",
              "Who makes and judges challenges: `proof-of-work` is this server, in the form of"
                  + " ALTCHA, and tells nobody of anybody.")
          .since("0.2.0");
  private static final Setting<Integer> DIFFICULTY =
      Setting.of(
              "challenge.difficulty",
              Formats.wholeNumber(MOST_DIFFICULT),
              "100000",
              "500000",
              "The greatest number that a proof of work may have to find, half of which is tried on"
                  + " average: 100,000 takes a browser about a second.")
          .since("0.2.0");
  private static final Setting<String> SITE_KEY =
      Setting.of(
              "challenge.site-key",
              Formats.LINE,
              Setting.NONE,
              "1x00000000000000000000AA",
              "The public key that the provider's widget is shown with; `GET /v1/challenge` tells"
                  + " it.")
          .since("0.2.0");
  private static final Setting<String> SECRET =
      Setting.of(
              "challenge.secret",
              Formats.LINE,
              Setting.NONE,
              "1x0000000000000000000000000000000AA",
              "The secret that the provider is asked with.")
          .since("0.2.0")
          .asSecret();
  private static final Setting<URI> VERIFY_URL =
      Setting.of(
              "challenge.verify-url",
              Formats.BASE_URL,
              "<the provider's>",
              "https://captcha.example.org/siteverify",
              "Where answers are judged, for a provider of one's own that speaks as the usual ones"
                  + " do; https, or this machine.")
          .since("0.2.0");
  private static final Setting<Outage> ON_OUTAGE =
      Setting.of(
              "challenge.on-outage",
              Formats.oneOf(Outage.class),
              "refuse",
              "admit",
              "What becomes of an answer that the provider does not judge within five seconds:"
                  + " `refuse` it with 503, or `admit` it, which whoever can hinder the provider"
                  + " can use.")
          .since("0.2.0");

  /**
   * Somebody else's challenges.
   *
   * @param name as clients are told it
   */
  public record Foreign(String name, String siteKey, String secret, URI verifyUrl) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Foreign[" + name + "]";
    }
  }

  private enum Registration {
    OFF,
    ALWAYS
  }

  private enum Outage {
    REFUSE,
    ADMIT
  }

  private enum Provider {
    PROOF_OF_WORK(""),
    TURNSTILE("https://challenges.cloudflare.com/turnstile/v0/siteverify"),
    HCAPTCHA("https://api.hcaptcha.com/siteverify"),
    RECAPTCHA("https://www.google.com/recaptcha/api/siteverify");

    private final URI verifyUrl;

    Provider(String verifyUrl) {
      this.verifyUrl = URI.create(verifyUrl);
    }
  }

  static ChallengeConfig read(Values values) {
    values.section("Challenges");
    boolean registration = values.read(REGISTRATION) == Registration.ALWAYS;
    OptionalInt failures = values.read(FAILURES);
    Provider provider = values.read(PROVIDER);
    int difficulty = values.read(DIFFICULTY);
    return new ChallengeConfig(
        registration,
        failures,
        difficulty,
        foreign(values, provider),
        values.read(ON_OUTAGE) == Outage.ADMIT);
  }

  private static Optional<Foreign> foreign(Values values, Provider provider) {
    String name = Formats.lower(provider);
    Optional<String> siteKey = values.optional(SITE_KEY);
    Optional<String> secret = values.optional(SECRET);
    URI url = values.read(VERIFY_URL, provider.verifyUrl);
    if (provider == Provider.PROOF_OF_WORK) {
      return Optional.empty();
    }
    if (siteKey.isEmpty() || secret.isEmpty()) {
      values.problem(
          "challenge.provider is "
              + name
              + ", which needs challenge.site-key and challenge.secret");
    }
    if (!url.getScheme().equalsIgnoreCase("https") && !Formats.isLoopback(url.getHost())) {
      values.problem("challenge.verify-url must be https, or on this machine: secrets go there");
    }
    return Optional.of(new Foreign(name, siteKey.orElse(""), secret.orElse(""), url));
  }

  private static OptionalInt failures(String text) {
    if (text.equals("off")) {
      return OptionalInt.empty();
    }
    if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MOST_FAILURES) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    throw new Wrong("off or a whole number from 1 to " + MOST_FAILURES);
  }
}
