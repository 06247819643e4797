package vestibule.config;

/** The rules that hold whichever contract a person came through. */
public record AccountsConfig(
    boolean limits,
    Privacy privacy,
    PasswordsConfig passwords,
    RegistrationConfig registration,
    ChallengeConfig challenge) {

  static final Setting<Boolean> LIMITS =
      Setting.of(
          "limits",
          Formats.FLAG,
          "on",
          "off",
          "Limits on guessing passwords and codes, on mails to one address, on registrations and"
              + " name checks (docs/limits.md).");
  private static final Setting<Privacy> PRIVACY =
      Setting.of(
              "privacy",
              Formats.oneOf(Privacy.class),
              "documented",
              "strict",
              "What answers give away about addresses: `documented` is what the contracts say,"
                  + " `strict` is nothing. In `strict` contracts A to D sign in only people whose"
                  + " address is confirmed.")
          .inProduction("strict");

  /** What answers give away about which e-mail addresses have an account. */
  public enum Privacy {
    DOCUMENTED,
    STRICT
  }

  AccountsConfig forRehearsal() {
    return new AccountsConfig(false, privacy, passwords, registration, ChallengeConfig.NONE);
  }

  static AccountsConfig read(Values values) {
    values.section("Accounts");
    return new AccountsConfig(
        values.read(LIMITS),
        values.read(PRIVACY),
        PasswordsConfig.read(values),
        RegistrationConfig.read(values),
        ChallengeConfig.read(values));
  }
}
