package vestibule.web.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.factor.EnrolledFactor;

/** Rows of lists as templates show them. */
public final class Shown {

  private Shown() {}

  /** A moment, for people and for programs. */
  public record Time(Instant at) {

    /** In the way of a language, in UTC. */
    public String in(String language) {
      return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
              .withLocale(Locale.forLanguageTag(language))
              .withZone(ZoneOffset.UTC)
              .format(at)
          + " UTC";
    }

    /** RFC 3339, to the second. */
    public String exact() {
      return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  /**
   * A session.
   *
   * @param current whether it is the one that asks
   */
  public record Device(
      long id, String browser, String networkAddress, Time began, Time used, boolean current) {

    static Device of(Dossier.SignIn signIn, long current) {
      return new Device(
          signIn.session().id(),
          BrowserName.of(signIn.client().browser()),
          signIn.client().networkAddress(),
          new Time(signIn.session().life().created()),
          new Time(signIn.session().life().lastUsed()),
          signIn.session().id() == current);
    }
  }

  /**
   * A second factor.
   *
   * @param key of the words for its kind
   * @param name as its person calls it; "" where they do not
   */
  public record Factor(long id, String key, String name, Time added, Optional<Time> used) {

    /** As every page shows it. */
    public static Factor of(EnrolledFactor factor) {
      return new Factor(
          factor.id(),
          "factors.kind-" + factor.kind().word(),
          factor.name(),
          new Time(factor.times().created()),
          factor.times().used().map(Time::new));
    }
  }

  /**
   * What happened to an account.
   *
   * @param key of its words
   */
  public record Event(Time at, String key, String browser, String networkAddress) {

    static Event of(AuditEvent event) {
      return new Event(
          new Time(event.at()),
          "history." + event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          BrowserName.of(event.place().browser()),
          event.place().networkAddress());
    }
  }
}
