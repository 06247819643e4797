package vestibule.http;

import java.util.Optional;

/** Request targets decoded, or refused. */
final class Paths {
  private Paths() {}

  static Optional<String> query(String rawQuery, String name) {
    throw new UnsupportedOperationException();
  }
}
