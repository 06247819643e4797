package vestibule.mail.message;

import java.util.ArrayList;
import java.util.List;
import vestibule.mail.message.Wording.Block;
import vestibule.mail.message.Wording.Code;
import vestibule.mail.message.Wording.Link;
import vestibule.mail.message.Wording.Paragraph;

/** The text part of a mail: paragraphs in lines, a link alone on its line and never broken. */
final class PlainText {

  private static final int COLUMNS = 72;

  private PlainText() {}

  static String of(List<Block> blocks, String signature) {
    List<String> parts = new ArrayList<>();
    for (Block block : blocks) {
      parts.add(
          switch (block) {
            case Paragraph paragraph -> wrapped(paragraph.text());
            case Link link -> link.url();
            case Code code -> code.text();
          });
    }
    // Mail programs know "-- " and fold away what stands below.
    return String.join("\n\n", parts) + "\n\n-- \n" + signature + "\n";
  }

  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      int length = word.codePointCount(0, word.length());
      if (column > 0 && column + 1 + length > COLUMNS) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += length;
    }
    return out.toString();
  }
}
