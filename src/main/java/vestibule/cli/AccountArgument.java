package vestibule.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.Whom;
import vestibule.core.administration.AccountReference;
import vestibule.core.administration.Found;
import vestibule.core.model.Person;
import vestibule.wiring.UseCases;

/** How every command takes the account that it is about. */
final class AccountArgument {

  static final String HELP =
      "Its id; or a user name or address, name:… and email:… without doubt. Digits are an id.";

  @Option(
      names = "--unproven",
      description =
          "Also take an account by an address that nobody has confirmed: it may be a stranger's.")
  private boolean unproven;

  Person find(UseCases core, AccountReference reference) {
    Found found =
        core.records()
            .find(reference)
            .orElseThrow(() -> new CommandRefused("there is no account with " + text(reference)));
    if (!found.proven() && !unproven) {
      throw new CommandRefused(
          "nobody has confirmed that address: "
              + Whom.of(found.person()).text()
              + ", may be a stranger's; name it by its id, or add --unproven");
    }
    return found.person();
  }

  private static String text(AccountReference reference) {
    return switch (reference) {
      case AccountReference.ById(long id) -> "the id " + id;
      case AccountReference.ByName(String name) -> "the user name " + name;
      case AccountReference.ByAddress(String address) -> "the address " + address;
    };
  }

  /** Reads a reference, or says what is wrong with it. */
  static AccountReference reference(String text) {
    try {
      return AccountReference.of(text);
    } catch (AccountReference.UnclearException unclear) {
      throw new TypeConversionException(unclear.getMessage());
    }
  }
}
