package vestibule.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vestibule.Reply;
import vestibule.openapi.ApiDocument.Found;

/**
 * Holds what tests send and are answered against the documents of the API: every answer, and every
 * request that was accepted.
 */
public final class Conformance {

  /** What is there whichever doors are open. */
  private static final Set<String> ALWAYS = Set.of("admin", "v1", "test");

  private static final String UNKNOWN = "404 {\"detail\":\"Not found.\"}";

  private final List<ApiDocument> documents;

  private Conformance(List<ApiDocument> documents) {
    this.documents = documents;
  }

  /** That of a server with these doors open. */
  public static Conformance of(Collection<String> doors) {
    return new Conformance(
        ApiDocument.ALL.stream()
            .filter(name -> doors.contains(name) || ALWAYS.contains(name))
            .map(ApiDocument::named)
            .toList());
  }

  /** That of a server with all its doors open. */
  public static Conformance ofAll() {
    return of(ApiDocument.ALL);
  }

  /** Fails when an exchange is not as the document of its path describes it. */
  public void check(Exchange exchange) {
    List<String> flaws = flaws(exchange);
    if (!flaws.isEmpty()) {
      throw new AssertionError(
          "not as the API is described:\n  " + String.join("\n  ", flaws) + "\n" + exchange);
    }
  }

  /** What is not as described; nothing of a path that no document has. */
  List<String> flaws(Exchange exchange) {
    String path = exchange.path();
    return documents.stream()
        .flatMap(
            document -> document.find(path).map(one -> flaws(exchange, document, one)).stream())
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> flaws(Exchange exchange, ApiDocument document, ApiPath path) {
    int status = exchange.reply().status();
    if (isHidden(document, exchange)) {
      return List.of();
    }
    if (exchange.method().equals("OPTIONS")) {
      return options(exchange, path);
    }
    Optional<Found> operation = path.operation(exchange.method());
    Optional<Found> response =
        operation.isPresent()
            ? response(document, operation.get(), status).or(() -> path.unreadable(status))
            : path.otherMethod(status);
    String where = "openapi/" + document.name() + ".yaml " + path.template() + ": ";
    if (response.isEmpty()) {
      return List.of(where + "the status " + status + " is not described");
    }
    List<String> flaws = new ArrayList<>();
    flaws.addAll(new ApiAnswers(document).flaws(exchange, response.get()));
    if (operation.isPresent() && isAccepted(exchange)) {
      flaws.addAll(new ApiRequests(document).flaws(exchange, path, operation.get()));
    }
    return flaws.stream().map(where::concat).toList();
  }

  /** For strangers a whole document is not there; browsers get the page that says so. */
  private static boolean isHidden(ApiDocument document, Exchange exchange) {
    Reply reply = exchange.reply();
    boolean page = reply.header("Content-Type").orElse("").startsWith("text/html");
    return document.root().path("x-hidden").asBoolean(false)
        && (reply.whole().equals(UNKNOWN) || reply.status() == 404 && page);
  }

  /** B's answers tell by their status whether they are refusals (docs/contracts B.0). */
  private static boolean isAccepted(Exchange exchange) {
    int status = exchange.reply().status();
    return status >= 200
        && status < 300
        && !exchange.reply().body().endsWith("\"status\":\"ERR\"}\n");
  }

  private static Optional<Found> response(ApiDocument document, Found operation, int status) {
    return operation.node().path("responses").has(Integer.toString(status))
        ? Optional.of(document.at(operation.pointer() + "/responses/" + status))
        : Optional.empty();
  }

  /** What a path serves is what is described of it. */
  private static List<String> options(Exchange exchange, ApiPath path) {
    if (exchange.reply().whole().equals(UNKNOWN)) {
      return List.of("the path " + path.template() + " is described and not served");
    }
    List<String> described =
        Stream.concat(
                path.methods().stream()
                    .flatMap(one -> one.equals("GET") ? Stream.of(one, "HEAD") : Stream.of(one)),
                Stream.of("OPTIONS"))
            .sorted()
            .toList();
    return exchange
        .reply()
        .header("Allow")
        .map(allow -> Stream.of(allow.split(", ")).sorted().toList())
        .filter(served -> !served.equals(described))
        .map(served -> List.of(path.template() + " serves " + served + ", not " + described))
        .orElse(List.of());
  }
}
