package vestibule.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request's wire as a test writes it: headers by name, a body, a peer. */
public record TestWire(Map<String, List<String>> all, byte[] body, String peer, Proxies proxies)
    implements Request.Wire {

  /** A request without a body from 203.0.113.9; headers alternate name and value. */
  public static Request request(String method, String target, String... headers) {
    return request(method, target, new byte[0], headers);
  }

  /** A request with a body. */
  public static Request request(String method, String target, byte[] body, String... headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      all.computeIfAbsent(headers[i], _ -> new ArrayList<>()).add(headers[i + 1]);
    }
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    TestWire wire = new TestWire(all, body, "203.0.113.9", Proxies.of(List.of()));
    return new Request(wire, method, path, query);
  }

  @Override
  public String id() {
    return "test-1";
  }

  @Override
  public List<String> headers(String name) {
    return all.getOrDefault(name, List.of());
  }

  @Override
  public List<String> headerNames() {
    return List.copyOf(all.keySet());
  }

  @Override
  public boolean isDirect() {
    return true;
  }

  @Override
  public long bodyLength() {
    return 0;
  }

  @Override
  public byte[] body(int most) {
    if (body.length > most) {
      throw new FaultException(new Fault.BodyTooLarge());
    }
    return body;
  }
}
