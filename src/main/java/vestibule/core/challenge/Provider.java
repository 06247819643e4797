package vestibule.core.challenge;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.UserAgent;

/** Who makes challenges and judges what is answered: this server, or somebody else. */
public interface Provider {

  /** What a client needs to show a challenge. */
  Offer offer(Purpose purpose, Instant now);

  /**
   * Judges an answer. It may take seconds, so it is never called in a unit of work.
   *
   * @param answer a text from outside
   */
  Verdict judge(String answer, Purpose purpose, UserAgent client, Instant now);

  /** What a client needs. */
  sealed interface Offer {

    /** A puzzle of our own. */
    record Own(Puzzles.Puzzle puzzle) implements Offer {}

    /**
     * A widget of somebody else.
     *
     * @param siteKey public, as the widget is given it
     */
    record Foreign(String provider, String siteKey) implements Offer {}
  }

  /** What an answer is worth. */
  sealed interface Verdict {

    /**
     * It is right.
     *
     * @param once what is to be spent; empty where the provider does so
     */
    record Right(Optional<Once> once) implements Verdict {}

    record Wrong() implements Verdict {}

    /** Nobody judged it. */
    record Unknown() implements Verdict {}
  }
}
