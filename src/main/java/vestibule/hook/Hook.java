package vestibule.hook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.hook.OldSystem;
import vestibule.core.refusal.Sayable;
import vestibule.core.secret.Signature;

/**
 * Asks the old system by an HTTP call that is signed as Standard Webhooks has it. No redirect is
 * followed, as the password would go where nobody has configured it to.
 */
public final class Hook implements OldSystem {

  private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private static final String JSON = "application/json";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** More than a person fills; what is longer is none. */
  private static final long MOST_BYTES = 65_536;

  /** As many calls as are under way at a time: an old system hashes too. Others wait for them. */
  static final int MOST_CALLS = 32;

  private final Target target;
  private final LongSupplier nanoTime;
  private final Supplier<HttpClient> client;
  private final Semaphore calls = new Semaphore(MOST_CALLS, true);

  /**
   * A hook; no connection is made before somebody is asked about.
   *
   * @param nanoTime a monotonic clock
   */
  public Hook(Target target, LongSupplier nanoTime) {
    this(target, nanoTime, () -> Client.HTTP);
  }

  /** The same by a client of one's own. */
  Hook(Target target, LongSupplier nanoTime, Supplier<HttpClient> client) {
    this.target = target;
    this.nanoTime = nanoTime;
    this.client = client;
  }

  /**
   * Whom to ask.
   *
   * @param secret that both know
   * @param patience how long all of a question may take, from its asking to the end of the answer
   */
  public record Target(URI url, byte[] secret, Duration patience) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Target[" + url + "]";
    }
  }

  /** A start does not wait for it. */
  private static final class Client {
    private static final HttpClient HTTP = client().build();
  }

  /** HTTP/1.1 alone: some small servers trip over an offer of more. */
  static HttpClient.Builder client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(5));
  }

  /** The body of a question. */
  private record Asked(String login, String password, String door, String id) {}

  /** How many questions wait for a call of others to end. */
  int waiting() {
    return calls.getQueueLength();
  }

  @Override
  public Said ask(Question question) {
    long end = nanoTime.getAsLong() + target.patience().toNanos();
    try {
      if (!calls.tryAcquire(end - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
        return away(question, "too many wait for it");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return away(question, "the server ends");
    }
    try {
      return asked(question, end);
    } finally {
      calls.release();
    }
  }

  private Said asked(Question question, long end) {
    CompletableFuture<HttpResponse<byte[]>> reply =
        client
            .get()
            .sendAsync(
                request(question),
                HttpResponse.BodyHandlers.limiting(
                    HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      // A time-out of the request's own would end with the head of the reply.
      return judged(question, reply.get(end - nanoTime.getAsLong(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return away(question, "no reply in time");
    } catch (ExecutionException failed) {
      return away(question, Sayable.of(failed.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return away(question, "the server ends");
    } finally {
      reply.cancel(true);
    }
  }

  private HttpRequest request(Question question) {
    byte[] body =
        MAPPER.writeValueAsBytes(
            new Asked(question.login(), question.password(), question.door(), question.id()));
    Signature signature = Signature.of(target.secret(), question.id(), question.at(), body);
    return HttpRequest.newBuilder(target.url())
        .header("Content-Type", JSON)
        .header("Accept", JSON)
        .header("User-Agent", "Vestibule")
        .header("webhook-id", question.id())
        .header("webhook-timestamp", signature.timestamp())
        .header("webhook-signature", signature.value())
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private Said judged(Question question, HttpResponse<byte[]> reply) {
    return switch (reply.statusCode()) {
      case OK ->
          isJson(reply)
              ? OwnAnswer.read(reply.body())
              : away(question, "a reply that is not " + JSON);
      case UNAUTHORIZED -> new Said.WrongPassword();
      case NOT_FOUND -> new Said.Nobody();
      default -> away(question, "status " + reply.statusCode());
    };
  }

  private static boolean isJson(HttpResponse<byte[]> reply) {
    String type = reply.headers().firstValue("Content-Type").orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
  }

  /** The id finds the question in the log of the other system. */
  private static Said away(Question question, String why) {
    LOG.warn("The old system could not be asked ({}): {}", question.id(), why);
    return new Said.Away();
  }
}
