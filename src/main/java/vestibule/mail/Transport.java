package vestibule.mail;

import java.util.Optional;
import vestibule.mail.message.Message;

/** A way for mails to leave; several threads use it at once. */
public interface Transport extends AutoCloseable {

  /** Sends one mail, or says why not; takes 50 s at most. */
  Outcome send(Message message);

  /**
   * Whether mails could be sent now, as far as can be told without one; takes 50 s at most.
   *
   * @return why not; empty when they could
   */
  Optional<Trouble> trouble();

  /** There is nothing to send now: what is held only for the next mail may be given up. */
  void rest();

  /** Ends it; mails on the way are cut off and count as unsent. */
  @Override
  void close();

  /** How sending went. Reasons hold neither addresses nor links. */
  sealed interface Outcome {

    /** The server has taken the mail. */
    record Sent() implements Outcome {}

    /** The server does not take this mail for now. */
    record Refused(Why why) implements Outcome {}

    /**
     * The server does not take this mail, and it may be for a fault of ours or of the recipient's.
     *
     * @param manner the same for refusals of one kind
     */
    record Doubted(Why why, String manner) implements Outcome {}

    /** The server does not take this mail for a fault of ours. */
    record Denied(Trouble trouble) implements Outcome {}

    /** The server will never take this mail, as its recipient is none. */
    record Rejected(Why why) implements Outcome {}

    /** There is no server that could take any mail. */
    record Unreachable(Trouble trouble) implements Outcome {}
  }
}
