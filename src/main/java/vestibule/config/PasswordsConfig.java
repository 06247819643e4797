package vestibule.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What new passwords must be, beside each contract's own rules.
 *
 * @param minimumLength in code points
 * @param foreign what is known of the hashes of other systems
 */
public record PasswordsConfig(
    int minimumLength,
    boolean refuseBreached,
    boolean refuseContextWords,
    ForeignHashesConfig foreign) {

  /** What contract E takes at most. */
  private static final int LONGEST_OF_E = 20;

  private static final Setting<Integer> MINIMUM_LENGTH =
      Setting.of(
              "passwords.minimum-length",
              Formats.wholeNumber(128),
              "0",
              "12",
              "The least number of characters of a new password, beside each contract's own rule.")
          .inProduction("15");
  private static final Setting<Boolean> REFUSE_BREACHED =
      Setting.of(
              "passwords.refuse-breached",
              Formats.FLAG,
              "off",
              "on",
              "Refuse new passwords that are known from breaches: a million that come with the"
                  + " program, and those that `vestibule passwords load` has put into `data-dir`.")
          .inProduction("on");
  private static final Setting<Boolean> REFUSE_CONTEXT_WORDS =
      Setting.of(
              "passwords.refuse-context-words",
              Formats.FLAG,
              "off",
              "on",
              "Refuse new passwords of which fewer than 8 characters are left without the person's"
                  + " user name and addresses, `mail.service-name` and the host of `public-url`.")
          .since("0.2.0")
          .inProduction("on");

  static PasswordsConfig read(Values values) {
    values.section("Passwords");
    return new PasswordsConfig(
        values.read(MINIMUM_LENGTH),
        values.read(REFUSE_BREACHED),
        values.read(REFUSE_CONTEXT_WORDS),
        ForeignHashesConfig.read(values));
  }

  /**
   * What is bad for people's accounts, a sentence each.
   *
   * @param open whether the server listens to other machines
   */
  List<String> warnings(boolean open) {
    List<String> warnings = new ArrayList<>();
    List<String> missing = missing();
    if (open && !missing.isEmpty()) {
      warnings.add(
          "http.host lets other machines in, but new passwords may be weak: "
              + String.join(", ", missing)
              + "; profile: production sets what we recommend");
    }
    if (minimumLength > LONGEST_OF_E) {
      warnings.add(
          "passwords.minimum-length is "
              + minimumLength
              + ": nobody can register at contract E, which takes "
              + LONGEST_OF_E
              + " characters at most");
    }
    return warnings;
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (minimumLength < Integer.parseInt(MINIMUM_LENGTH.help().production().orElseThrow())) {
      missing.add(MINIMUM_LENGTH.key() + " is " + minimumLength);
    }
    if (!refuseBreached) {
      missing.add(REFUSE_BREACHED.key() + " is off");
    }
    if (!refuseContextWords) {
      missing.add(REFUSE_CONTEXT_WORDS.key() + " is off");
    }
    return missing;
  }
}
