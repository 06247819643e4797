package vestibule.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads lists that come in pages, to their end. */
final class Pages {

  private static final int LIMIT = 200;

  private Pages() {}

  /** A part of a list, and after which id the rest begins. */
  record Page<T>(List<T> items, Optional<String> next) {}

  /**
   * All of a list.
   *
   * @param ask gets the answer to a call
   */
  static <T> List<T> all(Function<Call, Answer> ask, String path, Class<T> item) {
    List<T> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<T> page = ask.apply(Call.get(path(path, after))).page(item);
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  private static String path(String path, Optional<String> after) {
    return path + "?limit=" + LIMIT + after.map(id -> "&after=" + digits(id)).orElse("");
  }

  /** An id, as nothing else belongs into a path. */
  static String digits(String id) {
    if (!id.matches("[0-9]{1,16}")) {
      throw new IllegalArgumentException("an id has digits alone");
    }
    return id;
  }
}
