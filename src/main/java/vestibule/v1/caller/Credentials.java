package vestibule.v1.caller;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import vestibule.core.token.BearerReader;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Origins;
import vestibule.http.Response;

/**
 * What people show at the doors, to be taken here too.
 *
 * @param tokens judge what an {@code Authorization} header holds
 * @param cookies those that doors set, our own first
 * @param origins whose pages may use them
 */
public record Credentials(TokenCaller tokens, List<Cookie> cookies, Origins origins) {

  /** Keeps its own copy. */
  public Credentials {
    cookies = List.copyOf(cookies);
  }

  /**
   * A cookie that a door sets.
   *
   * @param reader judges what it holds
   * @param csrf the value that a page of that door shows beside a token in it, which may have none;
   *     empty where pages show nothing
   * @param cleared takes it away with an answer
   */
  public record Cookie(
      String name,
      BearerReader reader,
      Optional<Function<TokenOutcome.Accepted, Optional<String>>> csrf,
      UnaryOperator<Response> cleared) {}
}
