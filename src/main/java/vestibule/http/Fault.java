package vestibule.http;

import java.util.List;

/** What can be wrong with a request before any rule of the product is asked. */
public sealed interface Fault {

  /** Which parser refused a body. */
  enum Kind {
    JSON("JSON parse error"),
    FORM("Form parse error"),
    MULTIPART("Multipart form parse error");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The words that Django REST framework puts before the detail. */
    public String words() {
      return words;
    }
  }

  /** Why a request cannot be read, with what HTTP calls that. */
  enum Unread {
    /** Its head, or the frame of its body, breaks RFC 9112. */
    MALFORMED(400, "Bad Request", "Malformed request."),
    TARGET_TOO_LONG(414, "Request URI Too Long", "Request URI too long."),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large", "Request header fields too large."),
    /** A transfer coding beside chunked. */
    CODING_UNKNOWN(501, "Not Implemented", "Transfer coding not implemented."),
    VERSION_UNSPOKEN(505, "HTTP Version Not Supported", "HTTP version not supported.");

    private final int status;
    private final String phrase;
    private final String sentence;

    Unread(int status, String phrase, String sentence) {
      this.status = status;
      this.phrase = phrase;
      this.sentence = sentence;
    }

    /** The status it is answered with. */
    public int status() {
      return status;
    }

    /** The reason phrase, as Werkzeug spells it. */
    public String phrase() {
      return phrase;
    }

    /** A sentence in the manner of Django REST framework, whose own is that of MALFORMED. */
    public String sentence() {
      return sentence;
    }

    /** The one of a status; what has none of its own is malformed. */
    static Unread of(int status) {
      for (Unread each : values()) {
        if (each.status == status) {
          return each;
        }
      }
      return MALFORMED;
    }
  }

  /** What cannot be read as a request at all, so that its connection closes. */
  record UnreadableRequest(Unread reason) implements Fault {}

  /**
   * A body that is encoded otherwise than by identity, which is answered with Accept-Encoding.
   *
   * @param coding the Content-Encoding as it was sent
   */
  record UnsupportedContentCoding(String coding) implements Fault {}

  /**
   * A body its parser cannot read: broken syntax, duplicate keys, invalid UTF-8, a tail, too deep,
   * too many fields.
   *
   * @param detail what is wrong, without any piece of the body
   */
  record MalformedBody(Kind kind, String detail) implements Fault {
    /** {@code JSON parse error - <detail>}, as docs/contracts 0.3 has it for C and D. */
    public String sentence() {
      return kind.words() + " - " + detail;
    }
  }

  /**
   * JSON that is no object.
   *
   * @param type its type in Python's words: list, str, int, float, bool, NoneType
   */
  record NotAnObject(String type) implements Fault {}

  /**
   * A body of a type this path does not read.
   *
   * @param mediaType the Content-Type as it was sent, empty when there was none
   */
  record UnsupportedMediaType(String mediaType) implements Fault {}

  /** A body over {@link Request#BODY_LIMIT}. */
  record BodyTooLarge() implements Fault {}

  /**
   * A known path asked with a method it does not serve.
   *
   * @param method the method's token as it was sent
   * @param allow the methods that are served, as the Allow header lists them
   */
  record MethodNotAllowed(String method, List<String> allow) implements Fault {
    public MethodNotAllowed {
      allow = List.copyOf(allow);
    }
  }

  /** Too much to do at the moment; answered with Retry-After. */
  record Unavailable(int retryAfterSeconds) implements Fault {}

  /** A handler failed in a way nobody foresaw. */
  record ServerError() implements Fault {}
}
