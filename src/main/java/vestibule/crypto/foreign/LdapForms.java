package vestibule.crypto.foreign;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of LDAP's {@code userPassword}: a name in braces, of either case, and the rest. */
final class LdapForms {

  private static final Pattern TEXT = Pattern.compile("\\{([A-Za-z0-9-]+)}(.*)");
  private static final Map<String, String> DIGESTS =
      Map.ofEntries(
          Map.entry("MD5", "md5"),
          Map.entry("SMD5", "md5"),
          Map.entry("SHA", "sha1"),
          Map.entry("SSHA", "sha1"),
          Map.entry("SHA224", "sha224"),
          Map.entry("SSHA224", "sha224"),
          Map.entry("SHA256", "sha256"),
          Map.entry("SSHA256", "sha256"),
          Map.entry("SHA384", "sha384"),
          Map.entry("SSHA384", "sha384"),
          Map.entry("SHA512", "sha512"),
          Map.entry("SSHA512", "sha512"));
  private static final int MOST_SALT = 256;

  private LdapForms() {}

  /** The text behind the name, which may say that there is no password. */
  static String rest(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches() ? parts.group(2) : text;
  }

  static Form read(ArgonForms argon, String text) {
    Matcher parts = Fields.match(TEXT, text);
    String name = parts.group(1).toUpperCase(Locale.ROOT);
    String rest = parts.group(2);
    return switch (name) {
      case "CRYPT" -> Forms.blankAfter("{CRYPT}", CryptForms.any(rest));
      case "ARGON2" -> argon.read(rest);
      case "PBKDF2", "PBKDF2-SHA1" -> pbkdf2("sha1", rest);
      case "PBKDF2-SHA256" -> pbkdf2("sha256", rest);
      case "PBKDF2-SHA512" -> pbkdf2("sha512", rest);
      default -> digest(name, rest);
    };
  }

  private static Form pbkdf2(String digest, String rest) {
    return PasslibForms.pbkdf2(digest, Fields.parts(rest, '$', 3));
  }

  /** The digest of password and salt, then the salt. */
  private static Form digest(String name, String rest) {
    String digest = DIGESTS.get(name);
    if (digest == null) {
      throw Unreadable.unknown();
    }
    byte[] both = Fields.base64(rest);
    int length = Digests.length(digest);
    boolean salted = name.startsWith("SS") || name.startsWith("SM");
    if (salted
        ? both.length <= length || both.length > length + MOST_SALT
        : both.length != length) {
      throw Unreadable.damaged();
    }
    byte[] salt = Arrays.copyOfRange(both, length, both.length);
    byte[] blank = Fields.joined(new byte[length], salt);
    return Form.fast(
        "{" + name + "}" + Base64.getEncoder().encodeToString(blank),
        Arrays.copyOf(both, length),
        password -> Digests.digest(digest, password, salt));
  }
}
