package vestibule.core.node;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is counted by the hour. The words are kept in the database: they never change. */
public enum Figure {
  REGISTERED,
  SIGNED_IN,
  /** Log-ins that were judged and refused. */
  SIGN_IN_REFUSED,
  /** Log-ins that nobody judged: a limit, or a busy server. */
  SIGN_IN_TURNED_AWAY,
  /** How often a limit turned somebody away, or left an address without a further mail. */
  LIMIT_STRUCK,
  MAIL_SENT,
  /** Mails that the mail server did not take, and that are tried again. */
  MAIL_REFUSED,
  MAIL_GIVEN_UP,
  /** Password hashes that were computed. */
  HASH_COMPUTED,
  /** Password hashes that were refused, as too many waited. */
  HASH_REFUSED;

  /** As it is kept and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The figure of that word. */
  public static Optional<Figure> of(String word) {
    return Arrays.stream(values()).filter(figure -> figure.word().equals(word)).findFirst();
  }
}
