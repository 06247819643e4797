package vestibule.core.model;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.unicode.Characters;
import vestibule.core.unicode.DomainName;
import vestibule.core.unicode.FormerDomainName;

/**
 * A log-in string as it is compared (docs/contracts 0.12). Names: NFKC, Unicode case folding, NFKC,
 * blanks at the ends removed. Addresses: the local part by NFC and simple case folding, the domain
 * in its A-label form.
 */
public record LoginKey(String text) {

  /** What nobody is called. */
  private static final LoginKey NOBODY = new LoginKey("");

  private static final int DOTLESS_I = 0x131;

  /** In UTF-16 units: far more than any name or address that is stored has. */
  private static final int LONGEST = 2 * Address.LONGEST;

  /**
   * The key of whatever a person typed: an address when it holds {@code @}, else a user name. What
   * is longer than anything that is stored has the key of nobody, which is empty: to fold it would
   * take time by the square of its length.
   */
  public static LoginKey of(String login) {
    String bare = Characters.strip(login);
    if (bare.length() > LONGEST) {
      return NOBODY;
    }
    if (Characters.isAscii(bare)) {
      return new LoginKey(bare.toLowerCase(Locale.ROOT));
    }
    int at = bare.lastIndexOf('@');
    return at < 0 ? name(bare) : address(bare.substring(0, at), bare.substring(at + 1));
  }

  /** Whether the string can only be an address, as no user name may hold {@code @}. */
  public boolean isAddress() {
    return text.indexOf('@') >= 0;
  }

  /**
   * The key that version 0.1 gave the same address, where it is another one: NFKC and full case
   * folding for the whole, IDNA 2003 for the domain. Its rows are read until the next version
   * (decision 17).
   */
  public Optional<LoginKey> former() {
    int at = text.lastIndexOf('@');
    if (at < 0 || Characters.isAscii(text) && !text.contains("xn--")) {
      return Optional.empty();
    }
    String readable = text.substring(0, at + 1) + DomainName.readable(text.substring(at + 1));
    String folded = fold(readable);
    int foldedAt = folded.lastIndexOf('@') + 1;
    String former =
        folded.substring(0, foldedAt) + FormerDomainName.ascii(folded.substring(foldedAt));
    return Optional.of(new LoginKey(former)).filter(key -> !key.equals(this));
  }

  /** A compatibility form of {@code @} makes no address of a name. */
  private static LoginKey name(String bare) {
    String folded = fold(bare);
    return folded.indexOf('@') < 0 ? new LoginKey(folded) : NOBODY;
  }

  /**
   * Letters that other software takes for ASCII are kept as they are, so that the address equals no
   * other one: such local parts exist from before they were refused.
   */
  private static LoginKey address(String local, String domain) {
    boolean ambiguous = local.codePoints().anyMatch(Characters::isFoldedToAscii);
    String mailbox = ambiguous ? Characters.lowerAscii(local) : foldSimply(local);
    String name = DomainName.ascii(domain).orElseGet(() -> Characters.lowerAscii(domain));
    return new LoginKey(mailbox + "@" + name);
  }

  /** Canonical equivalents fold alike: the accents are taken apart before, and put back after. */
  private static String foldSimply(String local) {
    String apart = Normalizer.normalize(local, Normalizer.Form.NFD);
    StringBuilder folded = new StringBuilder(apart.length());
    apart.codePoints().map(Characters::foldSimply).forEach(folded::appendCodePoint);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static String fold(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(normal.length() + 8);
    normal.codePoints().forEach(point -> folded.append(foldOne(point)));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
  }

  /**
   * Java has no case folding; lower, upper, lower of one code point gives it but for the dotless i.
   */
  private static String foldOne(int point) {
    String one = Character.toString(point);
    return point == DOTLESS_I
        ? one
        : eachLower(one.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT));
  }

  /**
   * Code point by code point: a whole text would get a final sigma, which folding does not know.
   */
  private static String eachLower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> lower.append(Character.toString(point).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }
}
