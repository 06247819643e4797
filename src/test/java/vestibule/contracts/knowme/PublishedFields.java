package vestibule.contracts.knowme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The fields of answers as document D itself lists them, which shows no whole body. */
final class PublishedFields {

  private static final Path DOCUMENT = Path.of("docs", "contracts", "d-account.rst");
  private static final Pattern FIELD = Pattern.compile("(?m)^ +:>json(?:arr)? \\w+ (\\w+):");

  private PublishedFields() {}

  /**
   * The names of an answer's fields in order, for a heading such as {@code get::
   * /account/profile/}.
   */
  static List<String> of(String heading) {
    try {
      String document = Files.readString(DOCUMENT);
      int start = document.indexOf(".. http:" + heading + "\n");
      if (start < 0) {
        throw new IllegalArgumentException("document D has no " + heading);
      }
      int end = document.indexOf(".. http:", start + 1);
      String chapter = document.substring(start, end < 0 ? document.length() : end);
      return FIELD.matcher(chapter).results().map(found -> found.group(1)).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
