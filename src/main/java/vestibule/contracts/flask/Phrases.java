package vestibule.contracts.flask;

import vestibule.http.Fault;

/** The reason phrases of HTTP as Werkzeug spells them, which A and B answer with. */
public final class Phrases {

  private Phrases() {}

  /** That of a request that cannot be read. */
  public static String of(Fault.Unread reason) {
    return switch (reason) {
      case MALFORMED -> "Bad Request";
      case TARGET_TOO_LONG -> "Request URI Too Long";
      case HEAD_TOO_LARGE -> "Request Header Fields Too Large";
      case CODING_UNKNOWN -> "Not Implemented";
      case VERSION_UNSPOKEN -> "HTTP Version Not Supported";
    };
  }
}
