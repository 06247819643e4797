package vestibule.v1.form;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** The answers of our own API, which nobody keeps. */
public final class Answers {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String NO_STORE = "no-store";

  /** Made once: every who-am-I has them. */
  private static final List<Response.Header> JSON =
      List.of(
          new Response.Header("Content-Type", "application/json"),
          new Response.Header(CACHE_CONTROL, NO_STORE));

  private Answers() {}

  /** A body of JSON, keys in the record's order. */
  public static Response json(int status, Object body) {
    return json(status, Json.compact(body));
  }

  /** The same that is written already. */
  public static Response json(int status, byte[] body) {
    return new Response(status, JSON, body);
  }

  /** It is done, and there is nothing to say. */
  public static Response done() {
    return Response.empty(204).with(CACHE_CONTROL, NO_STORE);
  }

  /** A time as RFC 3339 writes it, in UTC. */
  public static String time(Instant at) {
    return DateTimeFormatter.ISO_INSTANT.format(at);
  }

  /** An id as a decimal text: some languages read no number of its size exactly. */
  public static String id(long id) {
    return Long.toString(id);
  }
}
