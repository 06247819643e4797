package vestibule.contracts.personal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.Person;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Request;

/** Who calls, by the token in {@code Authorization}; cookies are ignored (docs/contracts 0.5). */
record PersonalCaller(OpaqueTokens keys, Door door, SignIn signIn) {

  /** The hex digits of a token. */
  static final int TOKEN_LENGTH = 64;

  /** Of mails (docs/contracts E.1). */
  private static final List<Language> SPOKEN = List.of(Language.RUSSIAN, Language.ENGLISH);

  private static final Pattern VALUE =
      Pattern.compile("(?:(?:bearer|token) )?(.{" + TOKEN_LENGTH + "})", Pattern.CASE_INSENSITIVE);

  /** Somebody whose token is good, with that token as it was presented. */
  record Holder(TokenOutcome.Accepted accepted, String token) {

    Person person() {
      return accepted.person();
    }

    /** Hides the token. */
    @Override
    public String toString() {
      return "Holder[account=" + person().id() + "]";
    }
  }

  /**
   * The visit of a browser that names itself, which is looked at before all else. The header counts
   * as present even when it is empty, as the real code asks {@code is None}.
   */
  Visit browser(Request request) {
    return request
        .header("browser")
        .map(browser -> Visits.of(request, door, browser, SPOKEN))
        .orElseThrow(() -> PersonalErrors.rejected(403, PersonalErrors.BAD_REQUEST));
  }

  /**
   * Who holds the token that the request presents.
   *
   * @throws RejectedException 403 {@code Undefined token} when there is none of the right length;
   *     403 {@code Нет доступа!} when it is not good (any more)
   */
  Holder holder(Request request) {
    String token =
        request
            .header("Authorization")
            .flatMap(PersonalCaller::token)
            .orElseThrow(() -> PersonalErrors.rejected(403, PersonalErrors.NO_TOKEN));
    return switch (keys.read(token, door)) {
      case TokenOutcome.Accepted accepted -> new Holder(accepted, token);
      case TokenOutcome.Refused(TokenRefusal why) -> {
        signIn.tokenRefused(Visits.of(request, door), why);
        throw PersonalErrors.rejected(403, PersonalErrors.NO_ACCESS);
      }
    };
  }

  /**
   * "Real rule: header value must have exactly 64 characters" (docs/contracts E.0); a scheme is
   * tolerated, and its capitals count for nothing (RFC 9110 11.1).
   */
  private static Optional<String> token(String header) {
    Matcher value = VALUE.matcher(header.strip());
    return value.matches() ? Optional.of(value.group(1)) : Optional.empty();
  }
}
