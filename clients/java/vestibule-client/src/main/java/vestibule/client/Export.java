package vestibule.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that is kept of somebody, but hashes and secrets; at most 10,000 of each. */
public record Export(
    Account account,
    Profile profile,
    List<KeptAddress> addresses,
    Optional<KeptPassword> password,
    List<KeptSession> sessions,
    List<KeptCode> codes,
    List<KeptMail> mails,
    List<KeptEvent> events) {

  /** What some doors show of a person. */
  public record Profile(
      Optional<String> description,
      Optional<String> backgroundColor,
      Optional<String> birthday,
      Optional<String> avatar) {}

  /** An address, through which door it came, and whether mails to it came back. */
  public record KeptAddress(
      String id,
      String email,
      boolean verified,
      boolean primary,
      String door,
      Instant claimed,
      Optional<Instant> bounced) {}

  /** Of which kind the hash of the password is. */
  public record KeptPassword(String kind, long version, Instant changed) {}

  /** A session, also one that has ended. */
  public record KeptSession(
      String id,
      String door,
      String browser,
      String networkAddress,
      Instant created,
      Instant lastUsed,
      Instant expires,
      Optional<Instant> ended,
      List<Factor> factors) {}

  /** A mailed code. */
  public record KeptCode(
      String id, String purpose, Instant created, Instant expires, Optional<Instant> spent) {}

  /** A mail that is still owed, or was given up. */
  public record KeptMail(
      String id,
      String purpose,
      String to,
      String language,
      Instant created,
      Optional<Instant> givenUp) {}

  /** What the audit trail says. */
  public record KeptEvent(
      String id,
      Instant at,
      String kind,
      String outcome,
      String actor,
      String door,
      String networkAddress,
      String browser,
      String detail) {}
}
