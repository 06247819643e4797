package vestibule.v1.form;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * Which part of a list is wanted: {@code ?after=&limit=}. What is added or removed meanwhile moves
 * no other item from one page to another, as it would if items were counted.
 *
 * @param after the id behind which the page begins; empty for the first page
 * @param limit how many items at most
 */
public record Keyset(OptionalLong after, int limit) {

  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final int USUAL = 50;
  private static final int MOST = 200;

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  /** The page of a list: null for {@code next} says that it is the last one. */
  private record Page(List<?> items, Optional<String> next) {}

  /**
   * What a request asks for.
   *
   * @throws ProblemException 400 for a parameter that is no number, or out of its range
   */
  public static Keyset of(Request request) {
    return new Keyset(number(request, AFTER), limit(request));
  }

  /** How many items a request asks for, of a list whose pages begin behind a text. */
  public static int limit(Request request) {
    long limit = number(request, LIMIT).orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw invalid(LIMIT, "A list has 1 to " + MOST + " items.");
    }
    return (int) limit;
  }

  /** How many items are to be looked for: one more than fit tells that there is another page. */
  public int sought() {
    return limit + 1;
  }

  /**
   * The page.
   *
   * @param path of the list
   * @param found at most as many as are {@link #sought}
   * @param shown what an item looks like
   */
  public <T> Response page(
      String path, List<T> found, ToLongFunction<T> id, Function<T, Object> shown) {
    List<T> items = found.stream().limit(limit).toList();
    Optional<String> next =
        found.size() > limit
            ? Optional.of(Answers.id(id.applyAsLong(items.getLast())))
            : Optional.empty();
    return page(
        items.stream().map(shown).toList(),
        next,
        last -> path + "?after=" + last + "&limit=" + limit);
  }

  /**
   * The page of a list whose pages begin behind a text.
   *
   * @param shown what it has
   * @param next what the next page begins behind
   * @param target of a request for that
   */
  public static Response page(List<?> shown, Optional<String> next, UnaryOperator<String> target) {
    Response page = Answers.json(200, new Page(shown, next));
    return next.map(last -> page.with("Link", "<" + target.apply(last) + ">; rel=\"next\""))
        .orElse(page);
  }

  /** A text as the value of a parameter. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static OptionalLong number(Request request, String name) {
    Optional<String> given = request.query(name);
    if (given.isPresent() && !NUMBER.matcher(given.get()).matches()) {
      throw invalid(name, "This must be a whole number.");
    }
    return given.stream().mapToLong(Long::parseLong).findFirst();
  }

  /** A parameter that is wrong. */
  public static ProblemException invalid(String name, String detail) {
    return new ProblemException(
        Problems.of(
            400,
            "parameter_invalid",
            "A parameter is wrong.",
            List.of(new Flaw("/" + name, "invalid", detail))));
  }
}
