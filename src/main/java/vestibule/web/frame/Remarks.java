package vestibule.web.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Words what the core refuses, and at which field of a form. */
public final class Remarks {

  public static final String USERNAME = "username";
  public static final String EMAIL = "email";
  public static final String PASSWORD = "password";
  public static final String NEW_PASSWORD = "new_password";
  public static final String ANSWER = "answer";

  private final List<Remark> found = new ArrayList<>();

  /** Runs a check of one field, and keeps what it refuses. */
  public void check(Runnable check) {
    try {
      check.run();
    } catch (RefusedException refused) {
      found.addAll(of(refused.refusal()));
    }
  }

  public void add(List<Remark> more) {
    found.addAll(more);
  }

  public List<Remark> all() {
    return List.copyOf(found);
  }

  /** What a page says of a refusal. */
  public static List<Remark> of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OfSignIn one -> List.of(ofSignIn(one));
      case Refusal.OfRegistration one -> List.of(ofRegistration(one));
      case Refusal.OfName one -> List.of(ofName(one));
      case Refusal.OfAddress one -> List.of(ofAddress(one));
      case Refusal.OfPassword one -> ofPassword(one);
      case Refusal.OfCode _ -> List.of(Remark.ofForm("refused.code"));
      case Refusal.OfFactor one -> List.of(ofFactor(one));
      case Refusal.OfAccess _ -> List.of(Remark.ofForm("refused.access"));
      case Refusal.OfLoad load -> List.of(ofLoad(load));
      case Refusal.FieldInvalid(Refusal.ProfileField field) ->
          List.of(new Remark(field.name().toLowerCase(Locale.ROOT), "refused.field"));
    };
  }

  private static Remark ofSignIn(Refusal.OfSignIn refusal) {
    return switch (refusal) {
      case Refusal.WrongCredentials _ -> Remark.ofForm("refused.credentials");
      case Refusal.UnverifiedAddress _ -> Remark.ofForm("refused.unconfirmed");
    };
  }

  private static Remark ofRegistration(Refusal.OfRegistration refusal) {
    return switch (refusal) {
      case Refusal.RegistrationClosed(boolean byInvitation) ->
          Remark.ofForm(byInvitation ? "refused.invitation" : "refused.closed");
      case Refusal.RegistrationChallenge _ -> Remark.ofForm("refused.challenge");
    };
  }

  private static Remark ofName(Refusal.OfName refusal) {
    return switch (refusal) {
      case Refusal.NameInvalid _ -> new Remark(USERNAME, "refused.name");
      case Refusal.NameTaken _ -> new Remark(USERNAME, "refused.name-taken");
    };
  }

  private static Remark ofAddress(Refusal.OfAddress refusal) {
    return switch (refusal) {
      case Refusal.AddressInvalid _ -> new Remark(EMAIL, "refused.address");
      case Refusal.AddressTaken _ -> new Remark(EMAIL, "refused.address-taken");
      case Refusal.DomainClosed _ -> new Remark(EMAIL, "refused.domain");
      case Refusal.AddressUnknown _ -> Remark.ofForm("refused.address-unknown");
      case Refusal.AddressUnverified _ -> Remark.ofForm("refused.address-unconfirmed");
      case Refusal.AddressPrimary _ -> Remark.ofForm("refused.address-primary");
      case Refusal.AddressesFull(int most) ->
          new Remark(EMAIL, "refused.addresses-full", count(most));
    };
  }

  private static List<Remark> ofPassword(Refusal.OfPassword refusal) {
    return switch (refusal) {
      case Refusal.PasswordInvalid(List<PasswordProblem> problems) -> ofPassword(problems);
      case Refusal.PasswordChangeInvalid(boolean wrong, List<PasswordProblem> problems) -> {
        List<Remark> remarks = new ArrayList<>();
        if (wrong) {
          remarks.add(new Remark(PASSWORD, "refused.password-wrong"));
        }
        remarks.addAll(ofPassword(problems));
        yield remarks;
      }
      case Refusal.PasswordUnchanged _ ->
          List.of(new Remark(NEW_PASSWORD, "refused.password-unchanged"));
    };
  }

  /** What is wrong with a new password. */
  public static List<Remark> ofPassword(List<PasswordProblem> problems) {
    return problems.stream().map(Remarks::ofPassword).toList();
  }

  private static Remark ofPassword(PasswordProblem problem) {
    return switch (problem) {
      case PasswordProblem.Empty _ -> new Remark(NEW_PASSWORD, "refused.password-empty");
      case PasswordProblem.TooShort(int minimum) ->
          new Remark(NEW_PASSWORD, "refused.password-short", count(minimum));
      case PasswordProblem.TooCommon _ -> new Remark(NEW_PASSWORD, "refused.password-common");
      case PasswordProblem.EntirelyNumeric _ ->
          new Remark(NEW_PASSWORD, "refused.password-numeric");
      case PasswordProblem.TooLong(int most) ->
          new Remark(NEW_PASSWORD, "refused.password-long", count(most));
      case PasswordProblem.Breached _ -> new Remark(NEW_PASSWORD, "refused.password-breached");
      case PasswordProblem.TooPersonal _ -> new Remark(NEW_PASSWORD, "refused.password-personal");
    };
  }

  private static Remark ofFactor(Refusal.OfFactor refusal) {
    return switch (refusal) {
      case Refusal.FactorWrong _ -> new Remark(ANSWER, "refused.factor");
      case Refusal.EnrolmentInvalid _ -> Remark.ofForm("refused.enrolment");
      case Refusal.FactorUnknown _ -> Remark.ofForm("refused.factor-unknown");
      case Refusal.FactorPresent _ -> Remark.ofForm("refused.factor-present");
      case Refusal.FactorsFull(int most) -> new Remark("", "refused.factors-full", count(most));
      case Refusal.FactorRequired _ -> Remark.ofForm("refused.factor-required");
      case Refusal.FactorNameInvalid _ -> new Remark("name", "refused.field");
    };
  }

  private static Remark ofLoad(Refusal.OfLoad load) {
    return switch (load) {
      case Refusal.Busy _, Refusal.OldSystemAway _ -> Remark.ofForm("refused.busy");
      case Refusal.Throttled(String _, int seconds) ->
          new Remark("", "refused.throttled", count(minutes(seconds)));
      case Refusal.AttemptChallenge(int seconds) ->
          new Remark("", "refused.attempt-challenge", count(minutes(seconds)));
    };
  }

  private static int minutes(int seconds) {
    return Math.max(1, Math.ceilDiv(seconds, 60));
  }

  private static Map<String, String> count(int number) {
    return Map.of("count", Integer.toString(number));
  }
}
