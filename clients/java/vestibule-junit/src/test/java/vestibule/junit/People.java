package vestibule.junit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Registers people at a server, and signs them in, without a client of ours. */
final class People {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PASSWORD = "correct horse 7";

  private People() {}

  static int register(VestibuleServer server, String email) {
    return post(
        server, "/v1/accounts", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}");
  }

  static int signIn(VestibuleServer server, String email) {
    return post(
        server, "/v1/sessions", "{\"login\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}");
  }

  static int confirm(VestibuleServer server, String code) {
    return post(server, "/v1/confirmations/complete", "{\"code\":\"" + code + "\"}");
  }

  private static int post(VestibuleServer server, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
