package vestibule.http.body;

import vestibule.http.Request;

/** Which bodies the two families of contracts read, by Content-Type (contracts.md 0.3). */
public final class Bodies {
  private Bodies() {}

  /**
   * A body as A, B and E read it: JSON only. {@code application/json} with any parameters, or no
   * Content-Type at all.
   *
   * @param trailingCommas whether {@code {"pwd": "1234",}} is read, as A's and B's documents write
   *     it
   * @throws vestibule.http.FaultException UnsupportedMediaType, MalformedBody, NotAnObject or
   *     BodyTooLarge
   */
  public static Fields flask(Request request, boolean trailingCommas) {
    throw new UnsupportedOperationException();
  }

  /**
   * A body as C and D read it: {@code application/json}, {@code application/x-www-form-urlencoded}
   * or {@code multipart/form-data}. An empty body without Content-Type is an empty form.
   *
   * @throws vestibule.http.FaultException UnsupportedMediaType, MalformedBody, NotAnObject or
   *     BodyTooLarge
   */
  public static Fields drf(Request request) {
    throw new UnsupportedOperationException();
  }
}
