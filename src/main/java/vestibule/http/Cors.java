package vestibule.http;

import java.util.List;

/** Which other origins may read the contracts' answers (contracts.md 0.4). */
public final class Cors {
  private Cors() {}

  /** Origins that are allowed: {@code *} for all, or a list of {@code scheme://host[:port]}. */
  public static Cors allowing(List<String> origins) {
    return new Cors();
  }
}
