package vestibule.core.token;

import java.util.Optional;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenRefusal;

/** Knows the tokens that an installation before has made, and the sessions that they stand for. */
@FunctionalInterface
public interface FormerTokens {

  /** There was no installation before. */
  FormerTokens NONE = (_, _) -> new NotTheirs();

  /**
   * Whom a token stands for that none of our keys has signed; any text is allowed. Its first use
   * begins its session, one however many use it at once.
   */
  Found find(String token, Use use);

  /**
   * How a token is used.
   *
   * @param wanted a token of another kind is refused and begins nothing
   * @param terms of the session, which lives as long as the token in any case
   */
  record Use(TokenFormat.Kind wanted, Session.Terms terms, Visit visit) {}

  /** What is known of a token. */
  sealed interface Found {}

  /** No installation before has made it. */
  record NotTheirs() implements Found {}

  /** One has, and it stands for nobody, or for nobody any more. */
  record Worthless(TokenRefusal why) implements Found {}

  /**
   * It stands for a session of ours, which may have ended.
   *
   * @param times of the token, whose end is not after the last day of its installation
   * @param mark tells it from others of its session
   */
  record Known(
      TokenFormat.Kind kind,
      long account,
      long session,
      TokenFormat.Times times,
      long mark,
      Origin origin)
      implements Found {}

  /**
   * Where a token comes from.
   *
   * @param source the name of the installation
   * @param csrf what its pages show beside a cookie that holds it; empty where it has no such claim
   */
  record Origin(String source, Optional<String> csrf) {}
}
