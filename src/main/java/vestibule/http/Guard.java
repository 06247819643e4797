package vestibule.http;

/**
 * Finds out who asks, before anything else of a request is looked at; a surface declares it with
 * its paths. What a caller is belongs to the surface: this package knows no accounts.
 *
 * @param <C> what the handlers are told of who asks
 */
@FunctionalInterface
public interface Guard<C> {
  /**
   * Lets a caller in.
   *
   * @throws RuntimeException one that {@link Surface#answer(RuntimeException, Request)} words, for
   *     everybody who is not let in
   */
  C admit(Request request);
}
