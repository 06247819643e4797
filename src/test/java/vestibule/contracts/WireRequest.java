package vestibule.contracts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import vestibule.http.Proxies;
import vestibule.http.Request;

/** A request as it comes from no network: for what needs no server to be tried. */
public record WireRequest(String content, List<String> lines) implements Request.Wire {

  /** A POST with this body and these header lines, each {@code Name: value}. */
  public static Request post(String body, String... lines) {
    return new Request(new WireRequest(body, List.of(lines)), "POST", "/", "");
  }

  @Override
  public String id() {
    return "test";
  }

  @Override
  public List<String> headers(String name) {
    String start = name + ": ";
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  @Override
  public List<String> headerNames() {
    return lines.stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
  }

  @Override
  public boolean isDirect() {
    return true;
  }

  @Override
  public String peer() {
    return "192.0.2.7";
  }

  @Override
  public long bodyLength() {
    return 0;
  }

  @Override
  public byte[] body(int most) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Proxies proxies() {
    return Proxies.of(List.of());
  }
}
