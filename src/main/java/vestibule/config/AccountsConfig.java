package vestibule.config;

/**
 * The rules that hold whichever contract a person came through.
 *
 * @param minimumPasswordLength in code points, beside each contract's own rules
 */
public record AccountsConfig(
    boolean limits, Privacy privacy, int minimumPasswordLength, boolean refuseBreachedPasswords) {

  static final Setting<Boolean> LIMITS =
      Setting.of(
          "limits",
          Formats.FLAG,
          "on",
          "off",
          "Limits on guessing. Without effect so far: a start that finds it says so.");
  private static final Setting<Privacy> PRIVACY =
      Setting.of(
          "privacy",
          Formats.oneOf(Privacy.class),
          "documented",
          "strict",
          "What answers give away about addresses: `documented` is what the contracts say, `strict`"
              + " is nothing. In `strict` contracts A to D sign in only people whose address is"
              + " confirmed.");
  private static final Setting<Integer> MINIMUM_LENGTH =
      Setting.of(
          "passwords.minimum-length",
          Formats.wholeNumber(128),
          "0",
          "15",
          "The least number of characters of a new password, beside each contract's own rule.");
  static final Setting<Boolean> REFUSE_BREACHED =
      Setting.of(
          "passwords.refuse-breached",
          Formats.FLAG,
          "off",
          "on",
          "Refuse passwords that are known from breaches. Without effect so far: a start that finds"
              + " it says so.");

  /** What answers give away about which e-mail addresses have an account. */
  public enum Privacy {
    DOCUMENTED,
    STRICT
  }

  static AccountsConfig read(Values values) {
    values.section("Accounts");
    return new AccountsConfig(
        values.read(LIMITS),
        values.read(PRIVACY),
        values.read(MINIMUM_LENGTH),
        values.read(REFUSE_BREACHED));
  }
}
