package vestibule.mail.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Account;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;

/**
 * What every mail looks like, to somebody who is not here.
 *
 * @param name of a file, without what it ends in
 */
public record Preview(String name, Message message) {

  private static final String CODE = "ExampleExampleExampleExample1234";

  /** Each kind of mail in each language, with the links of a door. */
  public static List<Preview> all(Messages messages, Door door, Instant now) {
    List<Preview> all = new ArrayList<>();
    for (Mail.Purpose purpose : Mail.Purpose.values()) {
      for (Language language : Language.values()) {
        String name = purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
        all.add(
            new Preview(
                name + "-" + language.tag(), messages.of(letter(purpose, language, door, now))));
      }
    }
    return all;
  }

  private static Letter letter(Mail.Purpose purpose, Language language, Door door, Instant now) {
    Account.Names names =
        new Account.Names(
            Optional.of("Ada Lovelace"), Optional.empty(), Optional.empty(), Optional.empty());
    Account account =
        new Account(
            1,
            Optional.of("ada"),
            Account.Profile.EMPTY.with(names),
            new Account.Standing(Account.Status.ACTIVE, now, OptionalLong.of(1), 1));
    Mail mail =
        new Mail(
            1,
            1,
            purpose,
            new Mail.Recipient(1, "ada@example.org", language),
            door.name(),
            new Mail.Tries(now, 0, now));
    String code = purpose == Mail.Purpose.SIGN_IN_CODE ? "81726354" : CODE;
    boolean proven = purpose != Mail.Purpose.CONFIRM && purpose != Mail.Purpose.INVITE;
    return new Letter(
        mail,
        "preview",
        door,
        account,
        new Letter.Carried(Optional.of(code), Optional.of(CODE)),
        proven);
  }
}
