package vestibule.mail.message;

import java.util.List;

/** A mail's subject and its blocks from top to bottom, before they become text or HTML. */
public record Wording(String subject, List<Block> blocks) {

  /** Keeps its own copy of the blocks. */
  public Wording {
    blocks = List.copyOf(blocks);
  }

  /** A part of a mail with white space around it. */
  public sealed interface Block {}

  /** Sentences without a line break. */
  public record Paragraph(String text) implements Block {}

  /** What is to be typed; alone on its line. */
  public record Code(String text) implements Block {}

  /**
   * An address to follow; alone on its line in the text.
   *
   * @param label what following it does
   */
  public record Link(String label, String url) implements Block {}
}
