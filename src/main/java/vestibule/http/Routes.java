package vestibule.http;

import java.util.List;

/** Every path of the server with its handlers, by surface; complete before the first request. */
public final class Routes {
  /** One declared path: its template and the surface that owns it. */
  public record Mounted(String surface, String template, List<String> methods) {}

  private Routes() {}

  /**
   * Mounts every surface.
   *
   * @throws IllegalStateException when two templates can match one path, naming both surfaces
   */
  public static Routes of(List<Surface> surfaces) {
    throw new UnsupportedOperationException();
  }

  /** Declares a GET, which serves HEAD too. */
  public void get(String template, Handler handler) {
    throw new UnsupportedOperationException();
  }

  /** Declares a POST. */
  public void post(String template, Handler handler) {
    throw new UnsupportedOperationException();
  }

  /** Declares a PUT. */
  public void put(String template, Handler handler) {
    throw new UnsupportedOperationException();
  }

  /** Declares a PATCH. */
  public void patch(String template, Handler handler) {
    throw new UnsupportedOperationException();
  }

  /** Declares a DELETE. */
  public void delete(String template, Handler handler) {
    throw new UnsupportedOperationException();
  }

  /** Every declared path, in the order mounted. */
  public List<Mounted> mounted() {
    throw new UnsupportedOperationException();
  }
}
