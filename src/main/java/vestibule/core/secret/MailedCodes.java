package vestibule.core.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Email;
import vestibule.core.model.MailedCode;
import vestibule.core.store.Ids;
import vestibule.core.store.SecretStore;
import vestibule.core.store.Stores;

/** Draws one-time codes and finds them again. */
public final class MailedCodes {

  private final Ids ids;
  private final Secrets secrets;

  /** Codes get their ids and texts from here. */
  public MailedCodes(Ids ids, Secrets secrets) {
    this.ids = ids;
    this.secrets = secrets;
  }

  /**
   * Draws a code of the longest length, to be cut to the one that is wanted; nothing is written.
   */
  public Drawn draw() {
    return new Drawn(ids.next(Ids.Sequence.CODE), secrets.code(CodeRules.LONGEST));
  }

  /** Draws a code of digits, for people to type; nothing is written. */
  public String digits(int digits) {
    return secrets.digits(digits);
  }

  /** Writes the hash of a code that is mailed to an address; the code works from now on. */
  public static void write(
      Stores stores,
      Drawn drawn,
      Email email,
      MailedCode.Intent intent,
      Instant now,
      Duration life) {
    String hash = Secrets.hash(drawn.text());
    MailedCode.Life time = new MailedCode.Life(now, now.plus(life), Optional.empty());
    stores
        .codes()
        .insert(new MailedCode(email.account(), drawn.id(), intent, email.id(), hash, time));
    stores
        .secrets()
        .insert(hash, new SecretStore.Target(SecretStore.Kind.CODE, email.account(), drawn.id()));
  }

  /** The code of that text and purpose, whatever its state. */
  public static Optional<MailedCode> find(Stores stores, String text, MailedCode.Purpose purpose) {
    if (text.length() > CodeRules.LONGEST) {
      return Optional.empty();
    }
    return stores
        .secrets()
        .find(Secrets.hash(text))
        .filter(target -> target.kind() == SecretStore.Kind.CODE)
        .flatMap(target -> stores.codes().find(target.account(), target.id()))
        .filter(code -> code.intent().purpose() == purpose);
  }

  /** A code that is drawn but not yet written. */
  public record Drawn(long id, String text) {

    /** The same with its first characters alone. */
    public Drawn cut(int length) {
      return new Drawn(id, text.substring(0, length));
    }

    /** Hides the code. */
    @Override
    public String toString() {
      return "Drawn[id=" + id + "]";
    }
  }
}
