package vestibule.crypto.foreign;

import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Password;
import vestibule.core.password.ForeignHashes;
import vestibule.core.password.ForeignHashes.Source;

/** Password hashes of other systems, by their own texts and as they are kept. */
public final class HashTargets {

  private HashTargets() {}

  /** What needs no password to be tried and no native library. */
  private static final Schemes SCHEMES = new Schemes(null);

  /** The first line is a scheme: its hash is read within bounds, or refused for a reason. */
  public static void hashes(byte[] input) {
    String scheme = headAndRest(text(input)).getFirst();
    String hash = headAndRest(text(input)).getLast();
    if (hash.length() > 32 * 1024) {
      return;
    }
    try {
      Form form = SCHEMES.read(scheme, hash, new Params(Map.of("salt", "s", "rounds", "1000")));
      require(form.memory() >= 0 && form.memory() <= 1 << 20, "its memory is bounded", form.kind());
      require(!form.kind().isBlank(), "it has a kind", scheme);
      if (form.verifier() instanceof Form.Fast fast) {
        requireBlank(scheme, hash, fast);
      }
    } catch (Unreadable refused) {
      require(refused.reason() != null, "a refusal has its reason", scheme);
    }
  }

  /** A digest that was left out is not in the text that is kept, which is read again. */
  private static void requireBlank(String scheme, String hash, Form.Fast fast) {
    Form again =
        SCHEMES.read(scheme, fast.blank(), new Params(Map.of("salt", "s", "rounds", "1000")));
    require(again.verifier() instanceof Form.Fast, "it is of the same kind", scheme);
    Form.Fast blank = (Form.Fast) again.verifier();
    requireSame(blank.blank(), fast.blank(), "what is blank stays so");
    require(
        scheme.equals("werkzeug-plain") || blank.digest().length == fast.digest().length,
        "of the same length",
        scheme);
  }

  /** A kept text is read as it was written. */
  public static void kept(byte[] input) {
    String text = text(input);
    read(text)
        .ifPresent(stored -> requireSame(read(stored.encoded()), Optional.of(stored), "again"));
    read(Password.FOREIGN + text)
        .ifPresent(stored -> requireSame(read(stored.encoded()), Optional.of(stored), "again"));
    ForeignForms forms = new ForeignForms(null, Map.of());
    require(
        !(forms.read(Source.scheme("none such"), text) instanceof ForeignHashes.Usable),
        "an unknown scheme is none",
        text);
  }

  private static Optional<Stored> read(String text) {
    try {
      return Optional.of(Stored.of(text));
    } catch (Unreadable refused) {
      return Optional.empty();
    }
  }
}
