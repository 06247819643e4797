package vestibule.web.admin;

import java.util.List;
import java.util.Locale;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.web.account.Shown.Factor;
import vestibule.web.account.Shown.Time;

/** One account with what is kept of it, as the page shows it. */
public record One(
    Registered who,
    List<Mailbox> addresses,
    List<Factor> factors,
    List<Visit> sessions,
    List<Happened> trail) {

  /** Keeps its own copies. */
  public One {
    addresses = List.copyOf(addresses);
    factors = List.copyOf(factors);
    sessions = List.copyOf(sessions);
    trail = List.copyOf(trail);
  }

  /** Who it is, and since when. */
  public record Registered(Time created, String fullName) {}

  /** An address. */
  public record Mailbox(long id, String text, boolean verified, boolean primary) {}

  /** A session, ended or not. */
  public record Visit(
      long id, String door, String browser, String networkAddress, Time used, boolean ended) {}

  /** An event; its words by a key. */
  public record Happened(
      Time at, String key, String door, String networkAddress, String detail, boolean refused) {}

  static One of(Dossier dossier) {
    Person person = dossier.person();
    return new One(
        new Registered(new Time(person.account().standing().createdAt()), person.fullName()),
        person.emails().stream().map(email -> mailbox(person, email)).toList(),
        dossier.means().factors().stream().map(Factor::of).toList(),
        dossier.signIns().stream().map(One::visit).toList(),
        dossier.trail().stream().map(One::happened).toList());
  }

  private static Mailbox mailbox(Person person, Email email) {
    return new Mailbox(email.id(), email.address(), email.verified(), person.isPrimary(email));
  }

  private static Visit visit(Dossier.SignIn signIn) {
    return new Visit(
        signIn.session().id(),
        signIn.session().door(),
        signIn.client().browser(),
        signIn.client().networkAddress(),
        new Time(signIn.session().life().lastUsed()),
        signIn.session().life().ended().isPresent());
  }

  private static Happened happened(AuditEvent event) {
    return new Happened(
        new Time(event.at()),
        "history." + event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        event.place().door(),
        event.place().networkAddress(),
        event.detail(),
        event.kind().outcome() == AuditEvent.Outcome.REFUSED);
  }
}
