package vestibule.v1;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;
import vestibule.http.body.Json;
import vestibule.v1.form.Problems;

/**
 * {@code /v1/test}: what the tests of a front-end move and look at, on a server in test mode alone.
 * Others than this machine find no such path, nor does a page of any browser: it would have an
 * {@code Origin}.
 */
public final class TestPaths implements Surface {

  /** The name of the surface. */
  public static final String NAME = "test";

  /** As far as the clock goes in all: the times of tokens stay numbers that every client reads. */
  private static final Duration FARTHEST = Duration.ofDays(36_500);

  private final Controls controls;

  public TestPaths(Controls controls) {
    this.controls = controls;
  }

  /** What a server in test mode lets others do with it. */
  public interface Controls {

    /** The server's time. */
    Instant now();

    /** Moves the clock on. */
    void advance(Duration by);

    /** The mails that were sent so far, newest first, once none is owed any more. */
    List<Mail> mails();

    /** Forgets everybody and everything, and sets the clock back. */
    void reset();
  }

  /** A mail as a test reads it; {@code at} is RFC 3339. */
  public record Mail(
      String id, String at, String to, String subject, String text, List<String> links) {}

  private record Clock(String now) {}

  private record Mails(List<Mail> items, Optional<String> next) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public boolean hides(Request request) {
    return !request.isLocal() || !request.headers("Origin").isEmpty();
  }

  @Override
  public void mount(Routes routes) {
    routes.open().get("/v1/test/clock", _ -> clock());
    routes.open().post("/v1/test/clock", this::move);
    routes.open().get("/v1/test/mails", this::mails);
    routes.open().post("/v1/test/reset", _ -> reset());
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return Problems.of(fault);
  }

  private Response clock() {
    return Response.json(
        200, Json.compact(new Clock(DateTimeFormatter.ISO_INSTANT.format(controls.now()))));
  }

  /** {@code {"advance": "PT1H"}} by a time, {@code {"now": "2027-01-01T00:00:00Z"}} to one. */
  private Response move(Request request) {
    Optional<Duration> by = by(Bodies.json(request, false));
    boolean possible =
        by.filter(time -> !time.isNegative() && time.compareTo(FARTHEST) <= 0).isPresent();
    if (!possible) {
      return Problems.of(
          400,
          "time_invalid",
          "Either advance is an ISO 8601 duration, or now an RFC 3339 time that lies ahead.");
    }
    controls.advance(by.get());
    return clock();
  }

  private Optional<Duration> by(Fields body) {
    try {
      return body.text("advance")
          .map(Duration::parse)
          .or(
              () ->
                  body.text("now").map(to -> Duration.between(controls.now(), Instant.parse(to))));
    } catch (DateTimeException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }

  /** Those to the address {@code to}, or all. */
  private Response mails(Request request) {
    Optional<String> to = request.query("to");
    List<Mail> found =
        controls.mails().stream()
            .filter(mail -> to.map(mail.to()::equalsIgnoreCase).orElse(true))
            .toList();
    return Response.json(200, Json.compact(new Mails(found, Optional.empty())));
  }

  private Response reset() {
    controls.reset();
    return Response.empty(204);
  }
}
