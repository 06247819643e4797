package vestibule.contracts.chat;

import vestibule.contracts.django.DjangoPasswords;
import vestibule.contracts.django.DrfErrors;
import vestibule.contracts.django.DrfFields;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignInStep;
import vestibule.http.Response;

/** Document C's words: for refusals of the core, and for tokens that are not worth anything. */
final class ChatErrors {

  static final String ADDRESS_TAKEN = "user with this email already exists.";

  private static final String EMAIL = "email";
  private static final String BAD_TOKEN = "Token is invalid or expired";
  private static final String WRONG_TYPE = "Token has wrong type";
  private static final String NOT_VALID = "token_not_valid";
  private static final String NO_ACTIVE = "No active account found with the given credentials";

  static final Response NOT_PROVIDED =
      challenged(DrfErrors.detail(401, "Authentication credentials were not provided."));
  static final Response BAD_HEADER =
      challenged(
          ChatJson.coded(
              401,
              "Authorization header must contain two space-delimited values",
              "bad_authorization_header"));
  private static final Response NO_ACTIVE_ACCOUNT = challenged(DrfErrors.detail(401, NO_ACTIVE));
  private static final Response USER_NOT_FOUND =
      challenged(ChatJson.coded(401, "User not found", "user_not_found"));
  private static final Response USER_INACTIVE =
      challenged(ChatJson.coded(401, "User is inactive", "user_inactive"));

  private ChatErrors() {}

  static Response refused(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OfSignIn _ -> NO_ACTIVE_ACCOUNT;
      case Refusal.RegistrationClosed(boolean byInvitation) ->
          DrfErrors.registrationClosed(byInvitation);
      case Refusal.RegistrationChallenge() -> DrfErrors.registrationChallenge();
      case Refusal.DomainClosed() -> DrfErrors.field(EMAIL, DrfErrors.DOMAIN_CLOSED);
      case Refusal.TokenRefused(TokenRefusal token) -> accessRefused(token);
      case Refusal.AccountUnknown() -> USER_NOT_FOUND;
      case Refusal.AddressInvalid() -> DrfErrors.field(EMAIL, DrfFields.NO_EMAIL);
      case Refusal.AddressTaken() -> DrfErrors.field(EMAIL, ADDRESS_TAKEN);
      case Refusal.AddressesFull(int _) -> DrfErrors.field(EMAIL, "You cannot add more addresses.");
      case Refusal.PasswordInvalid(var problems) ->
          ChatJson.weakPassword(DjangoPasswords.sentences(problems));
      case Refusal.PasswordChangeInvalid(boolean _, var problems) ->
          ChatJson.weakPassword(DjangoPasswords.sentences(problems));
      case Refusal.OfCode _ -> DrfErrors.detail(400, BAD_TOKEN);
      case Refusal.Busy(int _) -> DrfErrors.unavailable();
      case Refusal.OldSystemAway(int _) -> DrfErrors.unavailable();
      case Refusal.Throttled(String _, int seconds) -> DrfErrors.throttled(seconds);
      case Refusal.AttemptChallenge(int seconds) -> DrfErrors.throttled(seconds);
      case Refusal.AddressUnknown() -> DrfErrors.detail(404, "Not found.");
      // No route of this document can meet one of these.
      case Refusal.OfName _,
          Refusal.OfFactor _,
          Refusal.FieldInvalid(var _),
          Refusal.PasswordUnchanged(),
          Refusal.AddressUnverified(),
          Refusal.AddressPrimary() ->
          DrfErrors.field(DrfErrors.NO_FIELD, "Invalid data.");
    };
  }

  /** The detail stays that of a wrong password (docs/contracts 0.14). */
  static Response factorWanted(SignInStep.FactorWanted wanted) {
    return challenged(
        ChatJson.coded(401, NO_ACTIVE, wanted.refused() ? "otp_wrong" : "otp_required"));
  }

  /** Words what an access token is worth that stands for nobody. */
  static Response accessRefused(TokenRefusal token) {
    return switch (token) {
      case TokenRefusal.Damaged _, TokenRefusal.Expired _, TokenRefusal.Ended _ ->
          notValid(BAD_TOKEN);
      case TokenRefusal.WrongKind() -> notValid(WRONG_TYPE);
      case TokenRefusal.Disabled(long _) -> USER_INACTIVE;
      case TokenRefusal.Gone(long _), TokenRefusal.Unknown(String _) -> USER_NOT_FOUND;
    };
  }

  /** Words what a refresh token is worth that stands for nobody. */
  static Response refreshRefused(TokenRefusal token) {
    return switch (token) {
      case TokenRefusal.Damaged _, TokenRefusal.Expired _, TokenRefusal.Ended _ ->
          challenged(ChatJson.coded(401, BAD_TOKEN, NOT_VALID));
      case TokenRefusal.WrongKind() -> challenged(ChatJson.coded(401, WRONG_TYPE, NOT_VALID));
      case TokenRefusal.Disabled(long _) -> NO_ACTIVE_ACCOUNT;
      case TokenRefusal.Gone(long _), TokenRefusal.Unknown(String _) -> USER_NOT_FOUND;
    };
  }

  private static Response notValid(String message) {
    return challenged(
        ChatJson.notValid("Given token not valid for any token type", NOT_VALID, message));
  }

  private static Response challenged(Response response) {
    return response.with("WWW-Authenticate", "Bearer realm=\"api\"");
  }
}
