package vestibule.v1.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vestibule.core.limit.Limits;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.repeat.Asked;
import vestibule.core.repeat.Found;
import vestibule.core.repeat.Repeats;
import vestibule.http.GuardedHandler;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * {@code Idempotency-Key}: a write that has one is done once, however often it is sent, and
 * answered each time as it was at first (draft-ietf-httpapi-idempotency-key-header). Only what was
 * done is kept: a refusal has changed nothing, and its key is free again.
 */
public final class Once {

  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final Pattern GOOD_KEY = Pattern.compile("[!-~]{1,255}");
  private static final String ANYBODY = "";

  private final Repeats repeats;
  private final Limits limits;
  private final Function<Request, UserAgent> client;

  /**
   * Writes of a server.
   *
   * @param limits how many keys strangers may use: each costs two commits
   */
  public Once(Repeats repeats, Limits limits, Function<Request, UserAgent> client) {
    this.repeats = repeats;
    this.limits = limits;
    this.client = client;
  }

  /** A write of anybody: who knows the key and the whole body gets the answer. */
  public Handler by(Handler handler) {
    return request ->
        answered(
            request,
            ANYBODY,
            () -> limits.count(Limits.Kind.KEYED_REQUEST, client.apply(request)),
            () -> handler.handle(request));
  }

  /**
   * A write of somebody who is known.
   *
   * @param name tells a caller from all others
   */
  public <C> GuardedHandler<C> by(Function<C, String> name, GuardedHandler<C> handler) {
    return (request, caller) ->
        answered(request, name.apply(caller), () -> {}, () -> handler.handle(request, caller));
  }

  private Response answered(
      Request request, String caller, Runnable allowed, Supplier<Response> work) {
    Optional<String> key = key(request);
    if (key.isEmpty()) {
      return work.get();
    }
    allowed.run();
    return switch (repeats.claim(new Asked(caller, key.get(), content(request)))) {
      case Found.Fresh(Found.Claim claim) -> done(claim, work);
      case Found.Answered(byte[] answer) -> KeptAnswer.unpacked(answer).with(REPLAYED, "true");
      case Found.UnderWay _ ->
          Problems.of(409, "request_under_way", "This very request is being done.")
              .with("Retry-After", "1");
      case Found.Another _ ->
          Problems.of(422, "idempotency_key_reused", "The key belongs to another request.");
    };
  }

  private Response done(Found.Claim claim, Supplier<Response> work) {
    boolean changed = false;
    try {
      Response answer = work.get();
      changed = answer.status() < 300;
      if (changed) {
        keep(claim, answer);
      }
      return answer;
    } finally {
      if (!changed) {
        release(claim);
      }
    }
  }

  /** What was done stays done, and is told, where the database cannot keep the answer. */
  private void keep(Found.Claim claim, Response answer) {
    try {
      repeats.keep(claim, KeptAnswer.packed(answer));
    } catch (RefusedException busy) {
      requireBusy(busy);
    }
  }

  private void release(Found.Claim claim) {
    try {
      repeats.release(claim);
    } catch (RefusedException busy) {
      requireBusy(busy);
    }
  }

  private static void requireBusy(RefusedException refused) {
    if (!(refused.refusal() instanceof Refusal.Busy)) {
      throw refused;
    }
  }

  /** Its line, and the body to its last byte. */
  private static byte[] content(Request request) {
    byte[] line = (request.methodToken() + " " + request.rawPath() + "\n").getBytes(UTF_8);
    byte[] body = request.body();
    ByteArrayOutputStream all = new ByteArrayOutputStream(line.length + body.length);
    all.writeBytes(line);
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static Optional<String> key(Request request) {
    List<String> keys = request.headers(KEY);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    if (keys.size() > 1 || !GOOD_KEY.matcher(keys.getFirst()).matches()) {
      throw new ProblemException(
          Problems.of(
              400,
              "idempotency_key_invalid",
              "Idempotency-Key is one text of 1 to 255 visible characters of ASCII."));
    }
    return Optional.of(keys.getFirst());
  }
}
