package vestibule.contracts.django;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import vestibule.contracts.Contract;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * A contract that ran on Django REST framework: C or D. It lets people in before it looks at the
 * method, reads the body after that, and checks what stands in it last (docs/contracts 0.3).
 */
public interface DrfContract extends Contract {

  /** What {@code bytes.split()} splits at. */
  String BLANKS = " \t\n\r\u000b\f";

  @Override
  default boolean asksBeforeMethod() {
    return true;
  }

  @Override
  default Response answer(Fault fault, Request request) {
    return DrfErrors.fault(fault);
  }

  /**
   * The scheme of the Authorization header and what follows it, split at blanks; empty without a
   * header or with an empty one. Two such headers count as one with a comma between, as WSGI joins
   * them.
   */
  static List<String> authorization(Request request) {
    StringTokenizer pieces =
        new StringTokenizer(String.join(",", request.headers("Authorization")), BLANKS);
    List<String> parts = new ArrayList<>();
    while (pieces.hasMoreTokens()) {
      parts.add(pieces.nextToken());
    }
    return parts;
  }
}
