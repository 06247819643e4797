package vestibule.v1.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;

/**
 * What is wrong with one field or parameter.
 *
 * @param pointer to it (RFC 6901); of a parameter its name behind a slash
 */
public record Flaw(String pointer, String code, String detail) {

  static final String USERNAME = "/username";
  static final String EMAIL = "/email";
  static final String PASSWORD = "/password";
  static final String NEW_PASSWORD = "/new_password";
  static final String CODE = "/code";

  /** What a refusal says of single fields; empty where it is about the request as a whole. */
  static List<Flaw> of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OfName name -> List.of(of(name));
      case Refusal.OfAddress address -> of(address).stream().toList();
      case Refusal.OfPassword password -> of(password);
      case Refusal.OfCode code -> List.of(of(code));
      case Refusal.OfFactor factor -> of(factor).stream().toList();
      case Refusal.FieldInvalid(Refusal.ProfileField field) ->
          List.of(
              new Flaw(
                  "/" + field.name().toLowerCase(Locale.ROOT),
                  "text_invalid",
                  "This is too long, or holds characters that do not show."));
      case Refusal.OfSignIn _, Refusal.OfRegistration _, Refusal.OfAccess _, Refusal.OfLoad _ ->
          List.of();
    };
  }

  private static Flaw of(Refusal.OfName refusal) {
    return switch (refusal) {
      case Refusal.NameInvalid _ ->
          new Flaw(USERNAME, "username_invalid", "No user name may look like that.");
      case Refusal.NameTaken _ -> new Flaw(USERNAME, "username_taken", "Somebody else has it.");
    };
  }

  private static Optional<Flaw> of(Refusal.OfAddress refusal) {
    return switch (refusal) {
      case Refusal.AddressInvalid _ ->
          Optional.of(new Flaw(EMAIL, "email_invalid", "No mail can be sent to that."));
      case Refusal.AddressTaken _ ->
          Optional.of(new Flaw(EMAIL, "email_taken", "An account has this address."));
      case Refusal.DomainClosed _ ->
          Optional.of(
              new Flaw(EMAIL, "domain_closed", "Nobody registers with an address of that domain."));
      case Refusal.AddressUnknown _,
          Refusal.AddressUnverified _,
          Refusal.AddressPrimary _,
          Refusal.AddressesFull _ ->
          Optional.empty();
    };
  }

  private static List<Flaw> of(Refusal.OfPassword refusal) {
    return switch (refusal) {
      case Refusal.PasswordInvalid(List<PasswordProblem> problems) ->
          ofPassword(PASSWORD, problems);
      case Refusal.PasswordChangeInvalid(boolean wrong, List<PasswordProblem> problems) ->
          wrong ? withWrong(problems) : ofPassword(NEW_PASSWORD, problems);
      case Refusal.PasswordUnchanged _ ->
          List.of(new Flaw(NEW_PASSWORD, "password_unchanged", "It is the present one."));
    };
  }

  private static List<Flaw> withWrong(List<PasswordProblem> problems) {
    Flaw wrong = new Flaw(PASSWORD, "password_wrong", "This is not the present password.");
    return Stream.concat(Stream.of(wrong), ofPassword(NEW_PASSWORD, problems).stream()).toList();
  }

  /** What a new password in that field breaks. */
  public static List<Flaw> ofPassword(String pointer, List<PasswordProblem> problems) {
    return problems.stream().map(problem -> of(pointer, problem)).toList();
  }

  private static Flaw of(String pointer, PasswordProblem problem) {
    return switch (problem) {
      case PasswordProblem.Empty _ -> new Flaw(pointer, "password_empty", "It must not be empty.");
      case PasswordProblem.TooShort(int minimum) ->
          new Flaw(pointer, "password_too_short", "It has fewer than " + minimum + " characters.");
      case PasswordProblem.TooLong(int most) ->
          new Flaw(pointer, "password_too_long", "It has more than " + most + " characters.");
      case PasswordProblem.TooCommon _ ->
          new Flaw(pointer, "password_too_common", "Many people have it.");
      case PasswordProblem.EntirelyNumeric _ ->
          new Flaw(pointer, "password_numeric", "It has digits alone.");
      case PasswordProblem.Breached _ ->
          new Flaw(pointer, "password_breached", "It is known from breaches.");
      case PasswordProblem.TooPersonal _ ->
          new Flaw(pointer, "password_too_personal", "It is hardly more than a known name.");
    };
  }

  private static Optional<Flaw> of(Refusal.OfFactor refusal) {
    return switch (refusal) {
      case Refusal.FactorWrong _ ->
          Optional.of(new Flaw("/answer", "answer_wrong", "This proves nothing, or was used."));
      case Refusal.EnrolmentInvalid _ ->
          Optional.of(
              new Flaw("/enrolment", "enrolment_invalid", "It is none of yours, or too old."));
      case Refusal.FactorNameInvalid _ ->
          Optional.of(
              new Flaw(
                  "/name",
                  "text_invalid",
                  "This is too long, or holds characters that do not show."));
      case Refusal.FactorUnknown _,
          Refusal.FactorPresent _,
          Refusal.FactorsFull _,
          Refusal.FactorRequired _ ->
          Optional.empty();
    };
  }

  private static Flaw of(Refusal.OfCode refusal) {
    return switch (refusal) {
      case Refusal.CodeInvalid _ -> new Flaw(CODE, "code_invalid", "It opens nothing.");
      case Refusal.CodeExpired _ -> new Flaw(CODE, "code_expired", "Its time is over.");
    };
  }
}
