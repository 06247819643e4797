package vestibule.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import vestibule.core.challenge.Provider;
import vestibule.core.challenge.Purpose;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Sayable;

/**
 * Asks a provider what an answer is worth, as Turnstile, hCaptcha and reCAPTCHA want it: a form
 * with the secret, the answer and the client's address, to a path that is called {@code
 * siteverify}. The provider spends an answer by itself.
 */
public final class SiteVerify implements Provider {

  private static final Logger LOG = LoggerFactory.getLogger(SiteVerify.class);

  private static final int OK = 200;

  /** Longer than any of theirs. */
  private static final int LONGEST = 8_192;

  private static final long MOST_BYTES = 16_384;

  /** As many requests as may wait for the provider; for others it is as good as away. */
  private static final int MOST_WAITING = 64;

  /** A version of reCAPTCHA gives a figure from 0 to 1 and leaves the judgement to others. */
  private static final double LEAST_SCORE = 0.5;

  private final Site site;
  private final Duration patience;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /**
   * A provider; no connection is made before it is asked.
   *
   * @param patience after how long it counts as away
   */
  public SiteVerify(Site site, Duration patience) {
    this.site = site;
    this.patience = patience;
  }

  /**
   * What a service is known by to its provider.
   *
   * @param siteKey public
   */
  public record Site(String provider, String siteKey, String secret, URI verifyUrl) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Site[" + provider + "]";
    }
  }

  /** A start does not wait for it. */
  private static final class Client {
    private static final HttpClient HTTP =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  @Override
  public Offer offer(Purpose purpose, Instant now) {
    return new Offer.Foreign(site.provider(), site.siteKey());
  }

  @Override
  public Verdict judge(String answer, Purpose purpose, UserAgent client, Instant now) {
    if (answer.isEmpty() || answer.length() > LONGEST) {
      return new Verdict.Wrong();
    }
    if (!waiting.tryAcquire()) {
      return away("too many wait for it");
    }
    try {
      return asked(answer, client);
    } finally {
      waiting.release();
    }
  }

  private Verdict asked(String answer, UserAgent client) {
    HttpRequest request =
        HttpRequest.newBuilder(site.verifyUrl())
            .timeout(patience)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(answer, client)))
            .build();
    CompletableFuture<HttpResponse<byte[]>> reply =
        Client.HTTP.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      // The request's own time-out ends with the head of the reply.
      return judged(reply.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return away("no reply in time");
    } catch (ExecutionException failed) {
      return away(Sayable.of(failed.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return away("the server ends");
    } finally {
      reply.cancel(true);
    }
  }

  private Verdict judged(HttpResponse<byte[]> reply) {
    if (reply.statusCode() != OK) {
      return away("status " + reply.statusCode());
    }
    JsonNode said = Answers.read(reply.body());
    JsonNode success = said.path("success");
    if (!success.isBoolean()) {
      return away("a reply without success");
    }
    if (success.booleanValue()) {
      boolean enough = said.path("score").doubleValue(1) >= LEAST_SCORE;
      return enough ? new Verdict.Right(Optional.empty()) : new Verdict.Wrong();
    }
    return isOurMistake(said) ? away("the provider knows not our secret") : new Verdict.Wrong();
  }

  /** No client can mend a wrong secret, nor is to be told that its answer was wrong. */
  private static boolean isOurMistake(JsonNode said) {
    return said.path("error-codes")
        .valueStream()
        .anyMatch(code -> code.stringValue("").endsWith("-input-secret"));
  }

  private Verdict away(String why) {
    LOG.warn("A challenge could not be judged by {}: {}", site.provider(), why);
    return new Verdict.Unknown();
  }

  private String form(String answer, UserAgent client) {
    return "secret="
        + URLEncoder.encode(site.secret(), UTF_8)
        + "&response="
        + URLEncoder.encode(answer, UTF_8)
        + "&remoteip="
        + URLEncoder.encode(client.networkAddress(), UTF_8);
  }
}
