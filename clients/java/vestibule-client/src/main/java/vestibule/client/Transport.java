package vestibule.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to one server.
 *
 * @param server without a slash at its end
 * @param headers go with each request
 */
record Transport(HttpClient http, URI server, Duration timeout, Map<String, String> headers) {

  /** More than any answer has, an export too. */
  private static final int LONGEST = 64 << 20;

  private static final Duration CONNECTING = Duration.ofSeconds(5);

  static Transport to(URI url, Duration timeout) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .build();
    return new Transport(http, base(url), timeout, Map.of());
  }

  private static URI base(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
      throw new IllegalArgumentException("not the address of a server: " + url);
    }
    return URI.create(url.toString().replaceAll("/+$", ""));
  }

  Transport with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Transport(http, server, timeout, Map.copyOf(more));
  }

  Transport within(Duration time) {
    return new Transport(http, server, time, headers);
  }

  /**
   * The answer, whatever its status. The time is that of the whole: the JDK's own time-out ends
   * with the head, and a body that stops would hold its caller for ever.
   *
   * @throws UnreachableException when none came
   */
  Answer send(Call call) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request(call), head -> bounded());
    try {
      return answer(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      throw new UnreachableException("no answer from " + server, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while " + server + " was asked", e);
    }
  }

  /**
   * The answer.
   *
   * @throws ProblemException when it says no
   */
  Answer ask(Call call) {
    Answer answer = send(call);
    if (!answer.isGood()) {
      throw answer.problem();
    }
    return answer;
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + call.path()));
    headers.forEach(request::setHeader);
    call.headers().forEach(request::setHeader);
    return request
        .method(
            call.method(),
            call.body()
                .map(HttpRequest.BodyPublishers::ofByteArray)
                .orElse(HttpRequest.BodyPublishers.noBody()))
        .build();
  }

  /** A body that is cut off where it is too long. */
  private static HttpResponse.BodySubscriber<byte[]> bounded() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofByteArrayConsumer(
            part -> part.filter(more -> kept.size() <= LONGEST).ifPresent(kept::writeBytes)),
        end -> kept.toByteArray());
  }

  private Answer answer(HttpResponse<byte[]> response) {
    if (response.body().length > LONGEST) {
      throw new UnreachableException(
          "too long an answer from " + server, new IOException("more than " + LONGEST + " bytes"));
    }
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Retry-After"),
        response.headers().firstValue("Vestibule-Challenge-Wanted"),
        response.body());
  }
}
