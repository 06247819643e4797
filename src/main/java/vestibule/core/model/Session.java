package vestibule.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One sign-in of one account.
 *
 * @param door the name of the door
 * @param terms how long it lives
 * @param proofs what was proved for it, in that order
 */
public record Session(
    long account, long id, String door, Terms terms, Life life, List<Proof> proofs) {

  /** The name of the factor that a password is. */
  public static final String PASSWORD = "password";

  /** The name of the factor that a mailed code is. */
  public static final String MAIL = "mail";

  public Session {
    proofs = List.copyOf(proofs);
  }

  /** A session that begins with a password. */
  public Session(long account, long id, String door, Terms terms, Life life) {
    this(account, id, door, terms, life, List.of(new Proof(PASSWORD, life.created())));
  }

  /**
   * How long a session may live.
   *
   * @param tokenLife the life of one token, where the door hands out tokens, in seconds
   * @param remembered whether the person asked to stay signed in
   * @param idle how long the session lives without use
   */
  public record Terms(OptionalInt tokenLife, boolean remembered, Duration idle) {}

  /** When the session began, was last used, ends by itself, and was ended. */
  public record Life(Instant created, Instant lastUsed, Instant expires, Optional<Instant> ended) {}

  /**
   * That a factor was proved.
   *
   * @param factor its name: lower-case letters
   */
  public record Proof(String factor, Instant at) {

    /** Refuses what could not be told from its neighbours in a list. */
    public Proof {
      if (factor.isEmpty() || factor.chars().anyMatch(letter -> letter < 'a' || letter > 'z')) {
        throw new IllegalArgumentException("a factor's name is lower-case letters: " + factor);
      }
    }

    /** Whether it is of what lets in first, and is never a second factor. */
    public boolean isFirst() {
      return factor.equals(PASSWORD) || factor.equals(MAIL);
    }
  }

  /** The same session with these proofs. */
  public Session proved(List<Proof> proofs) {
    return new Session(account, id, door, terms, life, proofs);
  }

  /** Whether more was proved for it than what lets in first. */
  public boolean hasSecondFactor() {
    return proofs.stream().anyMatch(proof -> !proof.isFirst());
  }

  /** When something was proved for it last; empty where nothing was. */
  public Optional<Instant> lastProved() {
    return proofs.stream().map(Proof::at).max(Instant::compareTo);
  }

  /** Whether the session can be used at that time. */
  public boolean isLive(Instant now) {
    return life.ended().isEmpty() && now.isBefore(life.expires());
  }
}
