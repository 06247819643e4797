package vestibule.v1;

import java.util.List;
import java.util.function.UnaryOperator;
import vestibule.core.token.BearerReader;
import vestibule.core.token.RenewableTokens;
import vestibule.http.Origins;
import vestibule.http.Response;

/**
 * What people show at the doors, to be taken here too.
 *
 * @param readers judge what an {@code Authorization} header holds; each knows what its doors hand
 *     out, and takes everything else for damaged
 */
public record Credentials(List<BearerReader> readers, Cookie cookie) {

  /** Keeps its own copy. */
  public Credentials {
    readers = List.copyOf(readers);
  }

  /**
   * The cookie of the doors that set one.
   *
   * @param tokens judge what it holds, and know the value that a page shows beside it
   * @param origins whose pages may use it
   * @param cleared takes it away with an answer
   */
  public record Cookie(
      String name, RenewableTokens tokens, Origins origins, UnaryOperator<Response> cleared) {}
}
