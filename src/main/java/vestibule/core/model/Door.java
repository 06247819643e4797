package vestibule.core.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One way into the account core: a contract's name and its habits.
 *
 * @param name lower-case letters; stored with sessions and addresses, so it never changes
 * @param language of mails when the causing request asks for none
 * @param codes what it wants of the codes that it mails
 * @param passwords what a new password must be
 * @param keyLength the hex digits of the opaque keys that it hands out; empty where it hands out
 *     JWTs
 */
public record Door(
    String name,
    Language language,
    CodeRules codes,
    PasswordStrength passwords,
    OptionalInt keyLength,
    Links links) {

  /** What stands for the code in a link template. */
  public static final String TOKEN = "{token}";

  /** The same door, where it hands out keys of so many hex digits. */
  public Door handingOut(int digits) {
    return new Door(name, language, codes, passwords, OptionalInt.of(digits), links);
  }

  /**
   * The link templates of a door (docs/contracts 0.9); each holds {@link #TOKEN} once.
   *
   * @param confirm leads to the confirmation of an address
   * @param reset leads to a new password; empty where the contract has no reset
   */
  public record Links(String confirm, Optional<String> reset) {}
}
