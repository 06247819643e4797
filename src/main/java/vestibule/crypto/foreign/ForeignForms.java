package vestibule.crypto.foreign;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vestibule.core.model.Password;
import vestibule.core.password.ForeignHashes;
import vestibule.crypto.Argon2;
import vestibule.crypto.ForeignTrials;

/** All forms of foreign hashes, under the keys of the settings. Safe for use by many threads. */
public final class ForeignForms implements ForeignHashes, ForeignTrials {

  private static final int LONGEST = 32 * 1024;

  /** What cannot be kept as text: control characters and halves of pairs. */
  private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private static final Pattern OURS =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=[0-9]{1,5},t=[0-9],p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");

  /** What we write: of other costs are hashes of other systems, which ours replaces. */
  private static final Pattern USUAL = Pattern.compile("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$.*");

  private final Argon2 argon2;
  private final Schemes schemes;
  private final Map<String, Key> keys;

  /**
   * What the setting {@code foreign-hashes} says of one source.
   *
   * @param params by their names there
   */
  public record Key(String scheme, Map<String, String> params) {

    /** Hides the secrets. */
    @Override
    public String toString() {
      return "Key[scheme=" + scheme + "]";
    }
  }

  /** The forms under these keys. */
  public ForeignForms(Argon2 argon2, Map<String, Key> keys) {
    this.argon2 = argon2;
    this.schemes = new Schemes(argon2);
    this.keys = Map.copyOf(keys);
  }

  @Override
  public Reading read(Source source, String given) {
    Optional<Key> key = source.key().map(keys::get);
    if (source.key().isPresent() && key.isEmpty()) {
      return new Refused(Reason.NEEDS_KEY);
    }
    String scheme = key.map(Key::scheme).orElse(source.scheme());
    boolean verbatim = scheme.equals("werkzeug-plain") || scheme.equals(VERBATIM);
    String text = verbatim ? given : withoutBlanks(given);
    if (isNone(scheme, text)) {
      return new NoPassword();
    }
    try {
      return scheme.equals(VERBATIM) ? own(text) : usable(scheme, source, text);
    } catch (Unreadable refused) {
      return new Refused(refused.reason());
    }
  }

  /** Columns of a fixed width fill up with blanks. */
  private static String withoutBlanks(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isNone(String scheme, String text) {
    String hash = scheme.equals("ldap") ? LdapForms.rest(text) : text;
    return hash.isEmpty() || hash.startsWith("!") || hash.startsWith("*");
  }

  private Reading usable(String scheme, Source source, String text) {
    Params params =
        source
            .key()
            .map(keys::get)
            .map(Key::params)
            .map(Params::new)
            .orElseGet(() -> new Params(source.params()));
    Form form = form(scheme, text, params);
    if (scheme.equals("argon2") && OURS.matcher(text).matches() && USUAL.matcher(text).matches()) {
      return new Usable(false, () -> text);
    }
    return switch (form.verifier()) {
      case Form.Slow _ -> {
        String stored = stored(scheme, source, Optional.empty(), text).encoded();
        yield new Usable(false, () -> stored);
      }
      case Form.Fast fast ->
          new Usable(
              true,
              () ->
                  stored(scheme, source, Optional.of(argon2.hash(fast.digest())), fast.blank())
                      .encoded());
    };
  }

  private static Stored stored(
      String scheme, Source source, Optional<String> wrapper, String text) {
    return new Stored(
        scheme, source.key(), source.key().isPresent() ? Map.of() : source.params(), wrapper, text);
  }

  /** What a server of this kind has exported: as the database there held it. */
  private Reading own(String text) {
    if (Password.isForeign(text)) {
      requireKept(Stored.of(text), text);
    } else {
      requireOurs(text);
    }
    return new Usable(false, () -> text);
  }

  private void requireKept(Stored stored, String text) {
    Optional<Key> key = stored.key().map(keys::get);
    if (stored.key().isPresent() && key.isEmpty()) {
      throw Unreadable.needsKey();
    }
    stored.wrapper().ifPresent(this::requireOurs);
    Form form = form(stored, key);
    // A digest that is not left out could be tried by the billion.
    boolean bare = form.verifier() instanceof Form.Fast fast && !fast.blank().equals(stored.text());
    boolean otherKey = key.filter(one -> !one.scheme().equals(stored.scheme())).isPresent();
    boolean exact = stored.encoded().equals(text);
    if (bare || otherKey || !exact || trial(form, stored.wrapper()).isEmpty()) {
      throw Unreadable.damaged();
    }
  }

  private void requireOurs(String text) {
    if (!OURS.matcher(text).matches()) {
      throw Unreadable.damaged();
    }
    schemes.read("argon2", text, Params.NONE);
  }

  private Form form(String scheme, String text, Params params) {
    if (text.length() > LONGEST || ODD.matcher(text).find()) {
      throw Unreadable.damaged();
    }
    Form form = schemes.read(scheme, text, params);
    return params.find("normalize").map(name -> form.typed(normalizer(name))).orElse(form);
  }

  private static UnaryOperator<String> normalizer(String name) {
    return switch (name) {
      case "NFC" -> typed -> Normalizer.normalize(typed, Normalizer.Form.NFC);
      case "NFD" -> typed -> Normalizer.normalize(typed, Normalizer.Form.NFD);
      case "NFKC" -> typed -> Normalizer.normalize(typed, Normalizer.Form.NFKC);
      case "NFKD" -> typed -> Normalizer.normalize(typed, Normalizer.Form.NFKD);
      default -> UnaryOperator.identity();
    };
  }

  @Override
  public Optional<Trial> of(String encoded) {
    try {
      Stored stored = Stored.of(encoded);
      Optional<Key> key = stored.key().map(keys::get);
      return stored.key().isPresent()
              && key.filter(one -> one.scheme().equals(stored.scheme())).isEmpty()
          ? Optional.empty()
          : trial(form(stored, key), stored.wrapper());
    } catch (Unreadable damaged) {
      return Optional.empty();
    }
  }

  private Form form(Stored stored, Optional<Key> key) {
    Params params = new Params(key.map(Key::params).orElse(stored.params()));
    return form(stored.scheme(), stored.text(), params);
  }

  private Optional<Trial> trial(Form form, Optional<String> wrapper) {
    return switch (form.verifier()) {
      case Form.Slow(var matches) ->
          wrapper.isPresent()
              ? Optional.empty()
              : Optional.of(
                  new Trial(
                      form.kind(),
                      form.memory(),
                      false,
                      typed -> form.tries(typed).stream().anyMatch(matches)));
      case Form.Fast fast ->
          wrapper
              .filter(hash -> OURS.matcher(hash).matches())
              .map(
                  hash ->
                      new Trial(
                          form.kind(),
                          form.memory(),
                          true,
                          typed ->
                              form.tries(typed).stream()
                                  .anyMatch(
                                      password ->
                                          argon2.matches(hash, fast.inner().apply(password)))));
    };
  }
}
