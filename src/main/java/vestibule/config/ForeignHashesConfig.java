package vestibule.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the hashes of other systems do not say themselves, by names that an operator gives.
 *
 * @param keys by their names, of small letters and digits
 */
public record ForeignHashesConfig(Map<String, Key> keys) {

  private static final String BEGINNING = "foreign-hashes";

  /** Stands for every name on the page. */
  private static final String EXAMPLE = "club";

  private static final String SCHEME = "scheme";

  /**
   * What one source's hashes need.
   *
   * @param scheme by which they were made
   * @param params by the last part of their keys
   */
  public record Key(String scheme, Map<String, String> params) {

    /** Hides the secrets. */
    @Override
    public String toString() {
      return "Key[scheme=" + scheme + "]";
    }
  }

  static ForeignHashesConfig read(Values values) {
    settings(EXAMPLE).forEach(values::document);
    Map<String, Key> keys = new HashMap<>();
    for (String name : values.names(BEGINNING)) {
      Map<String, String> params = new HashMap<>();
      for (Setting<String> setting : settings(name)) {
        String param = setting.key().substring(setting.key().lastIndexOf('.') + 1);
        values.ofName(setting).ifPresent(value -> params.put(param, value));
      }
      Optional<String> scheme = Optional.ofNullable(params.remove(SCHEME));
      if (scheme.isEmpty()) {
        values.problem(BEGINNING + "." + name + "." + SCHEME + " is missing");
      }
      scheme.ifPresent(known -> keys.put(name, new Key(known, Map.copyOf(params))));
    }
    return new ForeignHashesConfig(Map.copyOf(keys));
  }

  private static List<Setting<String>> settings(String name) {
    List<Setting<String>> settings = new ArrayList<>();
    settings.add(
        plain(
            name,
            SCHEME,
            "flask-security",
            "How the hashes of a source were made, which is brought in by `--with club` or by"
                + " `with: club` in its mapping; `club` is a name of yours, of small letters and"
                + " digits. docs/decisions/0031 lists the schemes. While passwords are kept under"
                + " a name, the server does not start without it."));
    settings.add(
        secret(
            name,
            "password-salt",
            "146585145368132386173505678016728509634",
            "`SECURITY_PASSWORD_SALT` of Flask-Security."));
    settings.add(secret(name, "pepper", "pfeffer", "`config.pepper` of Devise."));
    settings.add(secret(name, "key", "WISH-personal-account", "The key of an HMAC."));
    settings.add(
        secret(
            name,
            "signer-key",
            "CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJrtP4HUJnjLHW",
            "`base64_signer_key` of a Firebase project."));
    settings.add(
        secret(name, "salt-separator", "Bw==", "`base64_salt_separator` of a Firebase project."));
    settings.add(
        plain(
            name,
            "rounds",
            "8",
            "`rounds` of a Firebase project, or those of PBKDF2 whose hash lies in columns."));
    settings.add(plain(name, "mem-cost", "14", "`mem_cost` of a Firebase project."));
    settings.addAll(ofColumns(name));
    settings.add(plain(name, "r", "8", "r of the scrypt that Lucia 1 used; otherwise it is 16."));
    settings.add(
        plain(
            name,
            "normalize",
            "NFKD",
            "The form of Unicode in which a password was hashed: `NFC`, `NFD`, `NFKC` or `NFKD`,"
                + " the last for Flask-Security since 4. What was typed is tried after it."));
    settings.add(
        plain(
            name,
            "single-hash",
            "true",
            "`true` where `SECURITY_PASSWORD_SINGLE_HASH` of Flask-Security is."));
    return settings;
  }

  /** What is said of hashes that lie in columns of their own. */
  private static List<Setting<String>> ofColumns(String name) {
    return List.of(
        plain(
            name,
            "digest",
            "sha256",
            "The digest of `bare-hex`, `digest` and `pbkdf2`: `md5`, `sha1`, `sha256`, …"),
        plain(name, "encoding", "base64", "How a hash in a column is written: `hex` or `base64`."),
        plain(name, "salt", "hex", "How its salt is written: `text`, `hex` or `base64`."),
        plain(name, "order", "password-salt", "In what order salt and password were hashed."),
        plain(name, "input", "{salt}:{password}", "The same as a text, instead of `order`."),
        plain(name, "length", "64", "How many bytes a key of PBKDF2 in a column has."));
  }

  private static Setting<String> plain(String name, String param, String example, String meaning) {
    return setting(name, param, Formats.LINE, example, meaning);
  }

  private static Setting<String> secret(String name, String param, String example, String meaning) {
    return setting(name, param, Formats.LONG_LINE, example, meaning).asSecret();
  }

  private static Setting<String> setting(
      String name, String param, Setting.Format<String> format, String example, String meaning) {
    return Setting.of(BEGINNING + "." + name + "." + param, format, Setting.NONE, example, meaning)
        .since("0.2.0");
  }
}
