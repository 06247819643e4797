package vestibule.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vestibule.config.ContractsConfig.Declared;

/** The rules that hold whichever contract a person came through. */
public record AccountsConfig(
    boolean limits,
    Privacy privacy,
    PasswordsConfig passwords,
    Life life,
    ChallengeConfig challenge,
    Factors factors) {

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

  /** Who may register. */
  public RegistrationConfig registration() {
    return life.registration();
  }

  AccountsConfig forRehearsal() {
    return new AccountsConfig(false, privacy, passwords, life, ChallengeConfig.NONE, factors);
  }

  static AccountsConfig read(Values values, List<Declared> contracts) {
    values.section("Accounts");
    return new AccountsConfig(
        values.read(LIMITS),
        values.read(PRIVACY),
        PasswordsConfig.read(values),
        Life.read(values),
        ChallengeConfig.read(values),
        Factors.read(values, contracts));
  }

  /**
   * How accounts begin and end.
   *
   * @param mailedCodes whether a code of a mail lets in
   * @param deletion how long an account that its person wants deleted is only shut; zero where it
   *     is erased at once
   */
  public record Life(RegistrationConfig registration, boolean mailedCodes, Duration deletion) {

    private static final Setting<Boolean> MAILED_CODES =
        Setting.of(
                "sign-in.mailed-codes",
                Formats.FLAG,
                "off",
                "on",
                "Whether people sign in by a code that is mailed to a confirmed address, at `/v1`"
                    + " and on pages. It is never in the place of a second factor.")
            .since("0.2.0");

    private static final Setting<Integer> DELETION_DAYS =
        Setting.of(
                "deletion.days",
                Formats.wholeNumber(365),
                "14",
                "0",
                "How many days an account that its person wants deleted is only shut, and is kept"
                    + " by the link of a mail; then it is erased. `0` erases at once.")
            .since("0.2.0");

    static Life read(Values values) {
      return new Life(
          RegistrationConfig.read(values),
          values.read(MAILED_CODES),
          Duration.ofDays(values.read(DELETION_DAYS)));
    }
  }

  /**
   * What becomes of people who have a second factor, and who needs one.
   *
   * @param doors by the names of the contracts; `/v1` always asks for it
   * @param ofOperators whether operators need one at `/v1/admin`
   */
  public record Factors(Map<String, Mode> doors, Set<String> requiredRoles, boolean ofOperators) {

    private static final String OWN = "v1";

    private static final Setting<List<String>> REQUIRED_ROLES =
        Setting.of(
                "factors.required-roles",
                Formats.NAMES,
                Setting.NONE,
                "admin, staff",
                "Whoever has one of these roles needs a second factor, and adds it at `/v1` at the"
                    + " next log-in. At other doors nobody of them gets in without.")
            .since("0.2.0");

    private static final Setting<Boolean> OF_OPERATORS =
        Setting.of(
                "factors.of-operators",
                Formats.FLAG,
                "on",
                "off",
                "Whether who looks after others' accounts at `/v1/admin` has to come in by a second"
                    + " factor (docs/admin.md).")
            .since("0.2.0");

    /** What a contract does with a person who has a second factor. */
    public enum Mode {
      REFUSE,
      OTP,
      PASS
    }

    private static Setting<Mode> mode(Declared contract) {
      return Setting.of(
              "factors." + contract.name(),
              Formats.oneOf(Mode.class),
              "refuse",
              "otp",
              "What contract "
                  + contract.letter()
                  + " does with a person who has a second factor: `refuse` answers as to a wrong"
                  + " password, `otp` takes a one-time or recovery code in the field `otp` of a"
                  + " log-in, `pass` lets in by the password alone.")
          .since("0.2.0");
    }

    static Factors read(Values values, List<Declared> contracts) {
      Map<String, Mode> doors = new LinkedHashMap<>();
      contracts.stream()
          .filter(contract -> !contract.name().equals(OWN))
          .forEach(contract -> doors.put(contract.name(), values.read(mode(contract))));
      return new Factors(
          Map.copyOf(doors),
          Set.copyOf(values.optional(REQUIRED_ROLES).orElse(List.of())),
          values.read(OF_OPERATORS));
    }
  }
}
