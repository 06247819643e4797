package vestibule.http;

import java.util.List;
import java.util.Optional;

/** A flaw of a request that shows before any rule of the product is asked. */
public sealed interface Fault {

  /** The parser that refused a body. */
  enum Kind {
    JSON,
    FORM,
    MULTIPART
  }

  /** The flaw of a body that its parser cannot read, without any piece of the body. */
  sealed interface BodyFlaw {

    /** Its syntax breaks; lines and columns count from 1, characters from 0. */
    record Syntax(Breach breach, int line, int column, long offset) implements BodyFlaw {}

    /** It is not written in its charset. */
    record Undecodable(String charset) implements BodyFlaw {}

    record TooManyFields() implements BodyFlaw {}

    /** Its Content-Type names no boundary, or one that is none. */
    record NoBoundary(Optional<String> sent) implements BodyFlaw {}

    /** Its parts are not set apart as they have to be, or are not those that are wanted. */
    record Framing() implements BodyFlaw {}

    /** A text in it holds what no database stores. */
    record Unstorable() implements BodyFlaw {}
  }

  /** How the syntax of JSON breaks. */
  enum Breach {
    VALUE_EXPECTED,
    /** Something follows the value. */
    TAIL,
    BYTE_ORDER_MARK
  }

  /** The types of JSON beside the object. */
  enum JsonType {
    ARRAY,
    TEXT,
    INTEGER,
    /** A number that is written with a fraction or an exponent. */
    DECIMAL,
    TRUTH,
    NULL
  }

  /** Why a request cannot be read, with the status that it is answered with. */
  enum Unread {
    /** Its head, or the frame of its body, breaks RFC 9112. */
    MALFORMED(400, "Malformed request."),
    TARGET_TOO_LONG(414, "Request URI too long."),
    HEAD_TOO_LARGE(431, "Request header fields too large."),
    /** A transfer coding beside chunked. */
    CODING_UNKNOWN(501, "Transfer coding not implemented."),
    VERSION_UNSPOKEN(505, "HTTP version not supported.");

    private final int status;
    private final String sentence;

    Unread(int status, String sentence) {
      this.status = status;
      this.sentence = sentence;
    }

    /** The status it is answered with. */
    public int status() {
      return status;
    }

    /** Its words where no surface has any. */
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

  /** It cannot be read as a request at all, so that its connection closes. */
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
   */
  record MalformedBody(Kind kind, BodyFlaw flaw) implements Fault {}

  /** JSON that is no object. */
  record NotAnObject(JsonType type) implements Fault {}

  /**
   * A body of a type this path does not read.
   *
   * @param mediaType the Content-Type as it was sent, empty when there was none
   */
  record UnsupportedMediaType(String mediaType) implements Fault {}

  /** A body over what its route takes. */
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
