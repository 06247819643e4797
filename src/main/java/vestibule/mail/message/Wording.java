package vestibule.mail.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A mail's subject and its blocks from top to bottom, before they become text or HTML.
 *
 * @param kind of mail, as the keys of its words begin
 */
public record Wording(String kind, String subject, List<Block> blocks) {

  /** Keeps its own copy of the blocks. */
  public Wording {
    blocks = List.copyOf(blocks);
  }

  /** A part of a mail with white space around it. */
  public sealed interface Block {}

  /**
   * Sentences without a line break.
   *
   * @param name as a template of an operator calls it
   */
  public record Paragraph(String name, String text) implements Block {}

  /** What is to be typed; alone on its line. */
  public record Code(String text) implements Block {}

  /**
   * An address to follow; alone on its line in the text.
   *
   * @param name as a template of an operator calls the address
   * @param label what following it does
   */
  public record Link(String name, String label, String url) implements Block {}

  /** What the blocks say, one by one, by the names that a template of an operator has for them. */
  Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    for (Block block : blocks) {
      switch (block) {
        case Paragraph paragraph -> values.put(paragraph.name(), paragraph.text());
        case Code code -> values.put("code", code.text());
        case Link link -> {
          values.put(link.name(), link.url());
          values.put(link.name() + "-label", link.label());
        }
      }
    }
    return values;
  }
}
