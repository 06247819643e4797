package vestibule.contracts.django;

import java.util.List;
import java.util.regex.Pattern;
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
  Pattern BLANKS = Pattern.compile("[ \\t\\n\\r\\x0b\\f]+");

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
    List<String> headers = request.headers("Authorization");
    String header = headers.size() == 1 ? headers.getFirst() : String.join(",", headers);
    if (isPair(header)) {
      int blank = header.indexOf(' ');
      return List.of(header.substring(0, blank), header.substring(blank + 1));
    }
    return BLANKS.splitAsStream(header).filter(piece -> !piece.isEmpty()).toList();
  }

  /**
   * Whether this is two pieces with one space between, as nearly all are: a token is long, and the
   * pattern looks at each of its characters.
   */
  private static boolean isPair(String header) {
    int blank = header.indexOf(' ');
    boolean one = blank > 0 && blank < header.length() - 1 && header.indexOf(' ', blank + 1) < 0;
    for (char other = '\t'; one && other <= '\r'; other++) {
      one = header.indexOf(other) < 0;
    }
    return one;
  }
}
