package vestibule.junit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that a server answers in test mode alone. */
record TestCalls(URI url) {

  /** Longer than a server waits for mails that it owes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final JsonMapper JSON = JsonMapper.shared();

  JsonNode get(String path) {
    return JSON.readTree(send("GET", path, HttpRequest.BodyPublishers.noBody()));
  }

  JsonNode post(String path, String field, String value) {
    String body = JSON.createObjectNode().put(field, value).toString();
    return JSON.readTree(send("POST", path, HttpRequest.BodyPublishers.ofString(body)));
  }

  /**
   * The body of an answer.
   *
   * @throws IllegalStateException when the server does not do it
   */
  String send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            method + " " + path + " was answered " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("the test server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the test server was asked", e);
    }
  }
}
