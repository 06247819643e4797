package vestibule.moving.rehearsal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vestibule.moving.rehearsal.recording.Exchange.Answered;
import vestibule.moving.rehearsal.recording.Exchange.Asked;
import vestibule.moving.rehearsal.recording.HeaderLines;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/** Sends requests to the server of a rehearsal, one after the other. */
final class Sending implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a request's way says of itself; this one has a way of its own. */
  private static final Set<String> OF_THE_WAY =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final String IN_ADDRESSES = "!$&'()*+,/:;=?@-._~%";

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Sending(URI server) {
    this.server = server;
  }

  /** The answer; empty where the connection ended without one. */
  Optional<Answered> send(Asked asked) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(asked.target())).timeout(PATIENCE);
    for (HeaderLine line : asked.headers().lines()) {
      if (!OF_THE_WAY.contains(line.name().toLowerCase(Locale.ROOT))) {
        add(request, line);
      }
    }
    request.method(
        asked.method(),
        asked
            .body()
            .map(HttpRequest.BodyPublishers::ofByteArray)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    try {
      return Optional.of(
          answered(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** A recorder may have written what no client sends. */
  private static void add(HttpRequest.Builder request, HeaderLine line) {
    try {
      request.header(line.name(), line.value());
    } catch (IllegalArgumentException unsendable) {
      // The other headers make the request.
    }
  }

  private URI address(String target) {
    StringBuilder sendable = new StringBuilder();
    for (byte one : target.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (one & 0xff);
      boolean plain =
          letter < 0x80 && (Character.isLetterOrDigit(letter) || IN_ADDRESSES.indexOf(letter) >= 0);
      sendable.append(
          plain ? String.valueOf(letter) : String.format(Locale.ROOT, "%%%02X", (int) letter));
    }
    return URI.create(server + sendable.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25"));
  }

  private static Answered answered(HttpResponse<byte[]> response) {
    List<HeaderLine> lines = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> lines.add(new HeaderLine(name, value))));
    return new Answered(
        response.statusCode(), new HeaderLines(lines), Optional.of(response.body()));
  }

  @Override
  public void close() {
    client.close();
  }
}
