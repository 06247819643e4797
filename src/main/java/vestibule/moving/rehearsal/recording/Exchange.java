package vestibule.moving.rehearsal.recording;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One request that was recorded, with its answer.
 *
 * @param at when it was sent
 */
public record Exchange(Instant at, Asked asked, Answered answered) {

  /**
   * A request.
   *
   * @param origin scheme, host and port; empty where the recording names none
   * @param target path and query as they were sent
   * @param body empty without one
   */
  public record Asked(
      String method,
      Optional<String> origin,
      String target,
      HeaderLines headers,
      Optional<byte[]> body) {

    /** The path as it was sent. */
    public String path() {
      int question = target.indexOf('?');
      return question < 0 ? target : target.substring(0, question);
    }

    /** The query as it was sent; "" without one. */
    public String query() {
      int question = target.indexOf('?');
      return question < 0 ? "" : target.substring(question + 1);
    }

    /** Hides everything that came from outside. */
    @Override
    public String toString() {
      return "Asked[" + method + "]";
    }
  }

  /**
   * An answer.
   *
   * @param body empty where the recording does not hold it
   */
  public record Answered(int status, HeaderLines headers, Optional<byte[]> body) {

    /** The body as a text. */
    public String text() {
      return body.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }

    /** Hides everything that came from outside. */
    @Override
    public String toString() {
      return "Answered[" + status + "]";
    }
  }
}
