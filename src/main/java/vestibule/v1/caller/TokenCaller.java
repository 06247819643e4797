package vestibule.v1.caller;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;
import vestibule.core.token.BearerReader;
import vestibule.core.token.TokenOutcome;

/**
 * What a text is worth that the doors have handed out. Each door makes its credentials by itself,
 * so at most one of these knows it.
 *
 * @param headers judge what is shown in a header
 * @param cookies judge what is shown in a cookie alone
 * @param refreshing judge what is shown for new tokens, and lets no other request in
 */
public record TokenCaller(
    List<BearerReader> headers,
    List<BearerReader> cookies,
    List<Function<String, TokenOutcome>> refreshing) {

  /** Keeps its own copies. */
  public TokenCaller {
    headers = List.copyOf(headers);
    cookies = List.copyOf(cookies);
    refreshing = List.copyOf(refreshing);
  }

  /**
   * What lets requests in, in a header or in a cookie.
   *
   * @param visit of who shows it, by which one of an installation before may begin its session
   */
  public TokenOutcome letIn(String text, Supplier<Visit> visit) {
    TokenOutcome shown = inHeader(text, visit);
    return shown instanceof TokenOutcome.Refused(TokenRefusal.Damaged _)
        ? worth(cookies, text, visit)
        : shown;
  }

  /** What makes new tokens. */
  public TokenOutcome refreshing(String text) {
    return refreshing.stream()
        .map(reader -> reader.apply(text))
        .filter(outcome -> !(outcome instanceof TokenOutcome.Refused))
        .findFirst()
        .orElseGet(() -> TokenOutcome.damaged(TokenFlaw.UNKNOWN));
  }

  TokenOutcome inHeader(String text, Supplier<Visit> visit) {
    return worth(headers, text, visit);
  }

  private static TokenOutcome worth(
      List<BearerReader> readers, String text, Supplier<Visit> visit) {
    Digests.Fingerprint fingerprint = Digests.fingerprint(text);
    for (BearerReader reader : readers) {
      if (reader.remembers(fingerprint)) {
        TokenOutcome known = reader.read(text);
        if (!(known instanceof TokenOutcome.Refused(TokenRefusal.Damaged _))) {
          return known;
        }
      }
    }
    return BearerReader.first(readers, reader -> reader.read(text))
        .or(() -> BearerReader.first(readers, reader -> reader.admit(text, visit.get())))
        .orElseGet(() -> TokenOutcome.damaged(TokenFlaw.UNKNOWN));
  }
}
