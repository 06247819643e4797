package vestibule.mail.message;

import java.time.Instant;
import vestibule.core.model.Language;

/** A mail that is written, ready to be sent to one address. */
public record Message(Identity identity, Envelope envelope, Head head, Body body) {

  /**
   * What stays the same however often a mail is sent.
   *
   * @param mail the id of the outbox row
   * @param messageId with its angle brackets
   */
  public record Identity(long mail, String messageId) {}

  /**
   * From whom to whom.
   *
   * @param to the address in its stored spelling, not checked here
   */
  public record Envelope(Mailbox from, String to) {}

  /** What the head says beside the addresses. */
  public record Head(Instant date, Language language, String subject) {}

  /** The same in two forms; lines of the text end in {@code \n}. */
  public record Body(String text, String html) {}

  /** Hides the address and the links. */
  @Override
  public String toString() {
    return "Message[mail=" + identity.mail() + "]";
  }
}
