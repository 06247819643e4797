package vestibule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document: its links, the anchors of its headings as forges name them, and its blocks of code.
 *
 * @param text what stands outside of blocks
 */
record Markdown(Path file, String text, List<Block> blocks) {

  private static final Pattern FENCED =
      Pattern.compile("(?ms)((?:^ *<!-- file: [^\\n]* -->\\n)?)^( *)```([^\\n`]*)\\n(.*?)^ *```$");
  private static final Pattern LINK = Pattern.compile("(?<!`)\\]\\(<?([^()\\s>]+)>?\\)");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");
  private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  /**
   * A fenced block.
   *
   * @param line of the document, from 1
   * @param isFile whether a file's name is said of it, as whose text a test runs it
   * @param info the words behind the fence: a language, and what becomes of the block
   */
  record Block(int line, boolean isFile, List<String> info, String text) {
    String language() {
      return info.isEmpty() ? "" : info.getFirst();
    }

    /** What is said of it beside its language. */
    List<String> marks() {
      return info.isEmpty() ? List.of() : info.subList(1, info.size());
    }
  }

  static Markdown read(Path file) {
    try {
      return of(file, Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Markdown of(Path file, String all) {
    List<Block> blocks = new ArrayList<>();
    Matcher fenced = FENCED.matcher(all);
    while (fenced.find()) {
      int line = (int) all.substring(0, fenced.start(2)).lines().count() + 1;
      String info = fenced.group(3).strip();
      List<String> words = info.isEmpty() ? List.of() : List.of(info.split(" +"));
      blocks.add(new Block(line, !fenced.group(1).isEmpty(), words, fenced.group(4)));
    }
    return new Markdown(file, fenced.replaceAll(""), blocks);
  }

  /** Where its links lead, those within the document too. */
  List<String> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll("`")).results().map(l -> l.group(1)).toList();
  }

  List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (var heading : HEADING.matcher(text).results().toList()) {
      String shown = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
      String anchor =
          NO_ANCHOR.matcher(shown.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }
}
