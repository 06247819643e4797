package vestibule.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * A contract that ran on Django REST framework: C or D. It lets people in before it looks at the
 * method, reads the body after that, and checks what stands in it last (contracts.md 0.3).
 */
public interface DrfContract extends Contract {

  /**
   * Asks for whatever the matched path asks of its caller.
   *
   * @throws DrfRejected with the answer to a caller who does not have it
   */
  void enter(Request request);

  @Override
  default Response answer(Fault fault, Request request) {
    if (!(fault instanceof Fault.MethodNotAllowed)) {
      return DrfErrors.fault(fault);
    }
    try {
      enter(request);
      return DrfErrors.fault(fault);
    } catch (RuntimeException thrown) {
      return answer(thrown, request).orElseGet(() -> DrfErrors.fault(new Fault.ServerError()));
    }
  }

  @Override
  default Optional<Response> answer(RuntimeException thrown, Request request) {
    return thrown instanceof DrfRejected rejected
        ? Optional.of(rejected.response())
        : Contract.super.answer(thrown, request);
  }

  /**
   * The scheme of the Authorization header and what follows it, split at blanks; empty without a
   * header or with an empty one. Two such headers count as one with a comma between, as WSGI joins
   * them.
   */
  static List<String> authorization(Request request) {
    String header = String.join(",", request.headers("Authorization"));
    List<String> pieces = new ArrayList<>(2);
    int begin = 0;
    for (int i = 0; i <= header.length(); i++) {
      if (i == header.length() || isBlank(header.charAt(i))) {
        if (i > begin) {
          pieces.add(header.substring(begin, i));
        }
        begin = i + 1;
      }
    }
    return pieces;
  }

  /** What {@code bytes.split()} splits at. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
