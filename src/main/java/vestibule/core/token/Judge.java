package vestibule.core.token;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.account.Person;
import vestibule.core.session.Directory;
import vestibule.core.session.LastUse;
import vestibule.core.session.Session;

/**
 * Decides what a token that is genuine and in time is worth, by its account and session as they are
 * now.
 */
public final class Judge {

  private final Directory directory;
  private final LastUse lastUse;

  /** Judges by what a directory knows, and notes the use of sessions. */
  public Judge(Directory directory, LastUse lastUse) {
    this.directory = directory;
    this.lastUse = lastUse;
  }

  /** The worth of a token of that session; its own times are only handed on. */
  Presented judge(Genuine token, Instant now) {
    Directory.Presence presence = directory.presence(token.account(), token.session());
    Optional<Person> person = presence.person();
    if (person.isEmpty()) {
      return new Presented.Gone(token.account());
    }
    if (!person.get().account().isActive()) {
      return new Presented.Disabled(token.account());
    }
    Optional<Session> session = presence.session();
    if (session.isEmpty() || !session.get().isLive(now)) {
      return new Presented.Ended();
    }
    lastUse.used(session.get(), now);
    return new Presented.Accepted(
        person.get(),
        session.get(),
        Instant.ofEpochSecond(token.issued()),
        Instant.ofEpochSecond(token.expires()));
  }

  /**
   * A token whose signature is good.
   *
   * @param issued seconds since 1970, as {@code expires}
   */
  record Genuine(long account, long session, boolean refresh, long issued, long expires) {}
}
