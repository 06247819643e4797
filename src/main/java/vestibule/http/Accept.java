package vestibule.http;

import java.util.List;

/** What an Accept header prefers (RFC 9110 12.5.1). */
final class Accept {
  private Accept() {}

  static boolean prefersHtml(List<String> accept) {
    throw new UnsupportedOperationException();
  }
}
