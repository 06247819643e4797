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

  /**
   * A body its parser cannot read: broken syntax, duplicate keys, invalid UTF-8, a tail, too deep,
   * too many fields.
   *
   * @param detail what is wrong, without any piece of the body
   */
  record MalformedBody(Kind kind, String detail) implements Fault {
    /** {@code JSON parse error - <detail>}, as contracts.md 0.3 has it for C and D. */
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
