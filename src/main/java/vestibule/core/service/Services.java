package vestibule.core.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.secret.Secrets;
import vestibule.core.service.ServiceRefusal.Why;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;

/** What operators do with the services of a server. */
public final class Services {

  /** How long the secret before works after a rotation, while programs are given the new one. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  /** Every node knows all of them. */
  static final int MOST = 1_000;

  /** Scanners find a secret by it that somebody has published by mistake. */
  private static final String PREFIX = "vsk_";

  /** Letters and digits of 256 random bits. */
  private static final int CHARACTERS = 43;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
  private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

  private final Changes changes;
  private final Ids ids;
  private final Secrets secrets;

  public Services(Changes changes, Ids ids, Secrets secrets) {
    this.changes = changes;
    this.ids = ids;
    this.secrets = secrets;
  }

  /** The same in the name of whom those changes are by. */
  public Services by(Changes others) {
    return new Services(others, ids, secrets);
  }

  /**
   * A service with the secret that was drawn for it.
   *
   * @param secret is nowhere kept
   */
  public record Drawn(Service service, String secret) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Drawn[service=" + service.id() + "]";
    }
  }

  /** All of them, by id. */
  public List<Service> list() {
    return changes.read(stores -> stores.services().all());
  }

  /**
   * Makes one.
   *
   * @throws ServiceRefusal for a name that is none, or taken; without a scope; for one too many
   */
  public Drawn create(String name, Set<Scope> scopes) {
    if (!NAME.matcher(name).matches()) {
      throw new ServiceRefusal(
          Why.NAME_WRONG,
          "a name has 1 to 64 lower-case letters, digits, dots, dashes and underscores, and begins"
              + " with a letter");
    }
    if (scopes.isEmpty()) {
      throw new ServiceRefusal(Why.SCOPE_MISSING, "a service needs a scope");
    }
    if (list().size() >= MOST) {
      throw new ServiceRefusal(
          Why.FULL, "there are " + MOST + " services, and there can be no more");
    }
    Instant now = changes.now();
    String secret = draw();
    Service service =
        new Service(
            ids.next(Ids.Sequence.SERVICE),
            name,
            scopes,
            now,
            credential(secret, now, Optional.empty()));
    String detail = detail(service) + ": " + Scope.text(scopes);
    if (!made(Kind.SERVICE_MADE, detail, stores -> stores.services().insert(service))) {
      throw new ServiceRefusal(Why.NAME_TAKEN, "there is a service of that name");
    }
    return new Drawn(service, secret);
  }

  private String draw() {
    return PREFIX + secrets.code(CHARACTERS);
  }

  private static Service.Credential credential(
      String secret, Instant now, Optional<Service.Former> former) {
    return new Service.Credential(Secrets.hash(secret), now, former);
  }

  /**
   * Draws another secret for one. Of those before, the last one alone goes on working for a day.
   *
   * @param which its name or id
   * @param atOnce whether none goes on
   * @throws ServiceRefusal when there is none, or it is changed by somebody else at this time
   */
  public Drawn rotate(String which, boolean atOnce) {
    Service before = find(which);
    Instant now = changes.now();
    String secret = draw();
    String seen = before.credential().hash();
    Optional<Service.Former> former =
        Optional.of(new Service.Former(seen, now.plus(OVERLAP))).filter(_ -> !atOnce);
    Service service = before.with(credential(secret, now, former));
    String detail = detail(service) + (atOnce ? ", at once" : "");
    if (!made(Kind.SERVICE_ROTATED, detail, stores -> stores.services().put(service, seen))) {
      throw new ServiceRefusal(
          Why.CHANGED, "somebody else has just changed this service; look once more");
    }
    return new Drawn(service, secret);
  }

  /**
   * Removes one, at once.
   *
   * @param which its name or id
   * @throws ServiceRefusal when there is none
   */
  public Service delete(String which) {
    Service service = find(which);
    long id = service.id();
    if (!made(Kind.SERVICE_DELETED, detail(service), stores -> stores.services().delete(id))) {
      throw unknown();
    }
    return service;
  }

  private Service find(String which) {
    Predicate<Service> wanted =
        ID.matcher(which).matches()
            ? service -> service.id() == Long.parseLong(which)
            : service -> service.name().equals(which);
    return list().stream().filter(wanted).findFirst().orElseThrow(Services::unknown);
  }

  private static ServiceRefusal unknown() {
    return new ServiceRefusal(Why.UNKNOWN, "there is no such service");
  }

  private static String detail(Service service) {
    return "service " + service.id();
  }

  private boolean made(Kind kind, String detail, Predicate<Stores> work) {
    AuditEvent event = changes.byOperator(kind, 0, detail);
    return changes.unit(0, event.at(), change -> made(change, event, work));
  }

  private static boolean made(Change change, AuditEvent event, Predicate<Stores> work) {
    boolean done = work.test(change.stores());
    if (done) {
      change.record(event);
      change.announce(Stores.SERVICES);
    }
    return done;
  }
}
