package vestibule.contracts.knowme;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vestibule.contracts.django.DjangoPasswords;
import vestibule.contracts.django.DrfErrors;
import vestibule.contracts.django.DrfFields;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignInStep;
import vestibule.http.Response;

/**
 * Document D's words: for refusals of the core, and for keys and tokens that are not worth
 * anything.
 */
final class KnowMeErrors {

  static final String USER_EXISTS = "user with this email already exists.";
  static final String ADDRESS_EXISTS = "email address with this email already exists.";
  static final String WRONG_PASSWORD =
      "Authentication failed. The provided password does not match your current password.";
  static final String KEY_INVALID = "This key is invalid.";
  static final String KEY_EXPIRED =
      "This key has expired. Please send a new verification email and try again.";
  static final String PRIMARY_AT_CREATION =
      "An email address cannot be set as the primary when it is created.";
  static final String PRIMARY_UNVERIFIED =
      "The email address must be verified before it can be set as the primary address.";
  static final String ADDRESS_FIXED =
      "An email's address cannot be changed. Instead, a new email address should be added and"
          + " swapped with this one.";

  static final Response NOT_PROVIDED =
      DrfErrors.detail(403, "Authentication credentials were not provided.");
  static final Response NO_KEY =
      DrfErrors.detail(403, "Invalid token header. No credentials provided.");
  static final Response KEY_WITH_BLANKS =
      DrfErrors.detail(403, "Invalid token header. Token string should not contain spaces.");
  static final Response UNVERIFIED =
      DrfErrors.detail(403, "You must verify this email address before logging in.");
  static final Response SIGNED_IN =
      DrfErrors.detail(403, "This view requires the user to NOT be authenticated.");
  static final Response NOT_FOUND = DrfErrors.detail(404, "Not found.");
  private static final Response INVALID_TOKEN = DrfErrors.detail(403, "Invalid token.");
  private static final Response INACTIVE = DrfErrors.detail(403, "User inactive or deleted.");

  /** The missing blank is the published system's. */
  private static final String MISMATCH =
      "Invalid credentials. Check your email and password and tryagain.";

  private KnowMeErrors() {}

  /**
   * Words what the core refuses.
   *
   * @param template of the path that was asked, as some refusals read differently there
   */
  static Response refused(Refusal refusal, String template) {
    return switch (refusal) {
      case Refusal.WrongCredentials() -> DrfErrors.field(DrfErrors.NO_FIELD, mismatch(template));
      case Refusal.UnverifiedAddress() ->
          DrfErrors.field(
              DrfErrors.NO_FIELD, "You must verify this email address before logging in.");
      case Refusal.RegistrationClosed(boolean byInvitation) ->
          DrfErrors.registrationClosed(byInvitation);
      case Refusal.RegistrationChallenge() -> DrfErrors.registrationChallenge();
      case Refusal.DomainClosed() -> DrfErrors.field("email", DrfErrors.DOMAIN_CLOSED);
      case Refusal.AddressInvalid() -> DrfErrors.field("email", DrfFields.NO_EMAIL);
      case Refusal.AddressTaken() -> DrfErrors.field("email", taken(template));
      case Refusal.AddressesFull(int _) ->
          DrfErrors.field("email", "You cannot add more addresses.");
      case Refusal.FieldInvalid(var field) ->
          DrfErrors.field(field.name().toLowerCase(Locale.ROOT), DrfFields.NO_STRING);
      case Refusal.PasswordInvalid(var problems) ->
          DrfErrors.fields(Map.of("password", DjangoPasswords.sentences(problems)));
      case Refusal.PasswordChangeInvalid(boolean wrong, var problems) ->
          changeRefused(wrong, problems);
      case Refusal.PasswordUnchanged() ->
          DrfErrors.field(
              DrfErrors.NO_FIELD, "The new password must be different from the current password.");
      case Refusal.CodeInvalid() -> DrfErrors.field("key", KEY_INVALID);
      case Refusal.CodeExpired() -> DrfErrors.field("key", KEY_EXPIRED);
      case Refusal.TokenRefused(TokenRefusal token) -> refused(token);
      case Refusal.AccountUnknown() -> INVALID_TOKEN;
      case Refusal.AddressUnknown() -> NOT_FOUND;
      case Refusal.AddressUnverified() -> DrfErrors.field("primary", PRIMARY_UNVERIFIED);
      case Refusal.AddressPrimary() ->
          KnowMeJson.conflict(
              "This email address cannot be deleted because it is the primary email for the"
                  + " account.");
      case Refusal.Busy(int _) -> DrfErrors.unavailable();
      case Refusal.OldSystemAway(int _) -> DrfErrors.unavailable();
      case Refusal.Throttled(String _, int seconds) -> DrfErrors.throttled(seconds);
      case Refusal.AttemptChallenge(int seconds) -> DrfErrors.throttled(seconds);
      // No account of this document has a user name, and no route of it is about factors.
      case Refusal.OfName _, Refusal.OfFactor _ ->
          DrfErrors.field(DrfErrors.NO_FIELD, "Invalid data.");
    };
  }

  /** What a wrong password is told, and what is wrong with the code (docs/contracts 0.14). */
  static Response factorWanted(SignInStep.FactorWanted wanted) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    errors.put(DrfErrors.NO_FIELD, List.of(MISMATCH));
    errors.put(
        "otp", List.of(wanted.refused() ? "This code is invalid." : "This field is required."));
    return DrfErrors.fields(errors);
  }

  /** Words what a key or token is worth that stands for nobody. */
  static Response refused(TokenRefusal token) {
    return switch (token) {
      case TokenRefusal.Damaged _,
          TokenRefusal.Expired _,
          TokenRefusal.WrongKind _,
          TokenRefusal.Ended _,
          TokenRefusal.Gone _,
          TokenRefusal.Unknown _ ->
          INVALID_TOKEN;
      case TokenRefusal.Disabled _ -> INACTIVE;
    };
  }

  private static String mismatch(String template) {
    return template.equals(KnowMeContract.VERIFY)
        ? "The provided credentials were invalid."
        : MISMATCH;
  }

  private static String taken(String template) {
    return template.equals(KnowMeContract.REGISTER) ? USER_EXISTS : ADDRESS_EXISTS;
  }

  private static Response changeRefused(boolean wrong, List<PasswordProblem> problems) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    if (wrong) {
      errors.put("old_password", List.of(WRONG_PASSWORD));
    }
    if (!problems.isEmpty()) {
      errors.put("new_password", DjangoPasswords.sentences(problems));
    }
    return DrfErrors.fields(errors);
  }
}
