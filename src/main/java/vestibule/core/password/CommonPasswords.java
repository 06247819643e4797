package vestibule.core.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The common passwords, in lower case, from a list whose origin stands beside it; read at the first
 * question.
 */
public final class CommonPasswords extends AbstractSet<String> {

  private static final String RESOURCE = "common-passwords.txt.gz";

  private CommonPasswords() {}

  /** The list; it is not read before it is asked for the first time. */
  public static Set<String> load() {
    return new CommonPasswords();
  }

  @Override
  public boolean contains(Object sought) {
    return sought instanceof String password && Arrays.binarySearch(Sorted.LIST, password) >= 0;
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.asList(Sorted.LIST).iterator();
  }

  @Override
  public int size() {
    return Sorted.LIST.length;
  }

  /** Read when this class is first used, which is when the list is. */
  private static final class Sorted {

    static final String[] LIST = read();

    private static String[] read() {
      try (InputStream packed = CommonPasswords.class.getResourceAsStream(RESOURCE);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), UTF_8))) {
        return lines
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .sorted()
            .distinct()
            .toArray(String[]::new);
      } catch (IOException broken) {
        throw new UncheckedIOException("the list of common passwords cannot be read", broken);
      }
    }
  }
}
