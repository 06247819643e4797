package vestibule.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;

/**
 * The cookies of contracts A and B.
 *
 * @param domain whom they are shared with, all below it included; empty for the host alone
 * @param sameSite which requests of other sites' pages they go with; empty leaves it to the browser
 */
public record CookiesConfig(Optional<String> domain, Optional<SameSite> sameSite) {

  private static final Pattern DOMAIN_NAME =
      Pattern.compile("(?=.{1,253}$)([a-z0-9_-]{1,63}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern PUBLIC_SUFFIX =
      Pattern.compile("(com?|net|org|edu|gov|gob|mil|ac)\\.[a-z]{2}|(ne|or|go)\\.(jp|kr|th|id)");

  private static final Setting<String> DOMAIN =
      Setting.of(
              "cookies.domain",
              new Format<>("domain", CookiesConfig::domain, text -> text),
              Setting.NONE,
              "example.org",
              "The domain that contracts A and B share their cookies with, all hosts below it"
                  + " included: the host of `public-url` or a parent of it. Without it the cookies"
                  + " are that host's alone.")
          .since("0.2.0");
  private static final Setting<SameSite> SAME_SITE =
      Setting.of(
              "cookies.same-site",
              new Format<>(
                  "`Lax`, `Strict` or `None`", CookiesConfig::sameSite, SameSite::attribute),
              "<Lax under https, else what the browser does by itself>",
              "None",
              "Whether browsers send the cookies of contracts A and B with what another site's page"
                  + " asks for. `None` is for front-ends of another site; it needs https, and"
                  + " `cors.allowed-origins` that lists them.")
          .since("0.2.0");

  /** Which requests that another site's page makes browsers send a cookie with. */
  public enum SameSite {
    LAX("Lax"),
    STRICT("Strict"),
    NONE("None");

    private final String attribute;

    SameSite(String attribute) {
      this.attribute = attribute;
    }

    /** As Set-Cookie spells it. */
    public String attribute() {
      return attribute;
    }
  }

  static CookiesConfig read(Values values, URI publicUrl) {
    values.section("Cookies");
    Optional<String> domain = values.optional(DOMAIN);
    if (domain.isPresent() && !("." + publicUrl.getHost()).endsWith("." + domain.get())) {
      values.problem(
          "cookies.domain is "
              + domain.get()
              + ", and the host of public-url is "
              + publicUrl.getHost()
              + ": no browser would keep the cookies");
    }
    boolean https = publicUrl.getScheme().equals("https");
    Optional<SameSite> sameSite =
        https ? Optional.of(values.read(SAME_SITE, SameSite.LAX)) : values.optional(SAME_SITE);
    if (sameSite.equals(Optional.of(SameSite.NONE)) && !https) {
      values.problem(
          "cookies.same-site is None, which browsers take over https only; public-url is http");
    }
    return new CookiesConfig(domain, sameSite);
  }

  /**
   * With the public suffix and at least one label more. The list of public suffixes is the
   * browsers': the common ones are known here by their form, as {@code uk} and {@code co.uk}.
   */
  private static String domain(String text) {
    String domain = text.toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
    if (!DOMAIN_NAME.matcher(domain).matches() || PUBLIC_SUFFIX.matcher(domain).matches()) {
      throw new Wrong("a domain such as example.org, no public suffix such as org or co.uk");
    }
    return domain;
  }

  private static SameSite sameSite(String text) {
    return Stream.of(SameSite.values())
        .filter(rule -> rule.attribute().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new Wrong("Lax, Strict or None"));
  }
}
