package vestibule.core.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The common passwords, in lower case, from a list whose origin stands beside it: read at the first
 * question, and kept sorted in one text, which takes a fifth of the memory of a hash set.
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
    return sought instanceof String password && Words.LIST.contains(password);
  }

  @Override
  public Iterator<String> iterator() {
    return Words.LIST.all().iterator();
  }

  @Override
  public int size() {
    return Words.LIST.ends.length;
  }

  /** Read when this class is first used, which is when the list is. */
  private static final class Words {

    static final Words LIST = new Words(read());

    private final String text;
    private final int[] ends;

    Words(String[] sorted) {
      this.text = String.join("", sorted);
      this.ends = new int[sorted.length];
      int end = 0;
      for (int i = 0; i < sorted.length; i++) {
        end += sorted[i].length();
        ends[i] = end;
      }
    }

    boolean contains(String password) {
      int low = 0;
      int high = ends.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = word(middle).compareTo(password);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return false;
    }

    Iterable<String> all() {
      return IntStream.range(0, ends.length).mapToObj(this::word)::iterator;
    }

    private String word(int index) {
      return text.substring(index == 0 ? 0 : ends[index - 1], ends[index]);
    }

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
