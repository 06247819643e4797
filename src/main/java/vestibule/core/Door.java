package vestibule.core;

import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.code.CodeFamily;
import vestibule.core.mail.Language;

/**
 * One way into the account core: a contract's name, the language of its mails, the links that they carry, and the length of the
 * opaque keys that it hands out (none where it hands out JWTs).
 *
 * @param name lower-case letters; stored with sessions and addresses, so it never changes
 */
public record Door(
    String name, CodeFamily family, Language language, Links links, OptionalInt keyLength) {

  /** What stands for the code in a link template. */
  public static final String TOKEN = "{token}";

  /**
   * The link templates of a door (contracts.md 0.9); each holds {@link #TOKEN} once.
   *
   * @param confirm leads to the confirmation of an address
   * @param reset leads to a new password; empty where the contract has no reset
   */
  public record Links(String confirm, Optional<String> reset) {}
}
