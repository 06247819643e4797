package vestibule.core.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.cache.SessionEnd;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Ids;
import vestibule.core.store.SecretStore;
import vestibule.core.store.Stores;

/** Begins and ends sessions. */
public final class Sessions {

  /** How many live sessions an account may have; the oldest ends first (docs/contracts E.0). */
  public static final int MOST = 1_000;

  private final Changes changes;
  private final Ids ids;
  private final Secrets secrets;
  private final SessionEnd end;
  private final KnownDevices devices;

  public Sessions(Changes changes, Ids ids, Secrets secrets, SessionEnd end, KnownDevices devices) {
    this.changes = changes;
    this.ids = ids;
    this.secrets = secrets;
    this.end = end;
    this.devices = devices;
  }

  /** Draws up a session, and its key where the door hands one out; nothing is written yet. */
  public Opening prepare(long account, Visit visit, Session.Terms terms) {
    return new Opening(
        session(account, visit, terms),
        visit.door().keyLength().stream().mapToObj(secrets::key).findFirst(),
        visit,
        changes.event(AuditEvent.Kind.SIGNED_IN, account, visit),
        devices.look(account, visit));
  }

  /**
   * The same for somebody who signed in elsewhere, before: nothing was proved for it here, no key
   * is handed out, and nobody is told of a new device, as it is none.
   *
   * @param detail tells the audit trail by what
   */
  public Opening prepareUnproved(long account, Visit visit, Session.Terms terms, String detail) {
    return new Opening(
        session(account, visit, terms).proved(List.of()),
        Optional.empty(),
        visit,
        changes.event(AuditEvent.Kind.SIGNED_IN, account, visit, detail),
        new KnownDevices.Sighting(Optional.empty(), List.of()));
  }

  private Session session(long account, Visit visit, Session.Terms terms) {
    Instant now = changes.now();
    String door = visit.door().name();
    return new Session(
        account,
        ids.next(Ids.Sequence.SESSION),
        door,
        terms,
        new Session.Life(now, now, end.of(door, now, now, terms.idle()), Optional.empty()));
  }

  /** Writes a session that was drawn up. The caller's unit of work has locked the account. */
  public void open(Change change, Opening opening) {
    Stores stores = change.stores();
    Session session = opening.session();
    change.endOldestSessions(session.account(), MOST - 1);
    Optional<String> secret = opening.key().map(Secrets::hash);
    stores.sessions().insert(session, secret, opening.visit().client());
    secret.ifPresent(
        hash ->
            stores
                .secrets()
                .insert(
                    hash,
                    new SecretStore.Target(
                        SecretStore.Kind.SESSION, session.account(), session.id())));
    opening.sighting().note(change, session.account());
    change.record(opening.event());
  }

  /** Ends a session, and with it every token that was ever renewed from it. */
  public void signOut(Session session, Visit visit) {
    AuditEvent event = changes.event(AuditEvent.Kind.SIGNED_OUT, session.account(), visit);
    changes.unit(
        session.account(),
        event.at(),
        change -> {
          // A change by this session has looked at it under this lock: one comes after the other.
          change.lock(session.account());
          if (change.endSession(session.account(), session.id())) {
            change.record(event);
          }
          // A node that asks for the end of an ended session takes it for a live one.
          change.announce(session.account());
          return event.id();
        });
  }

  /**
   * The live sessions of whoever has this one, newest ids first.
   *
   * @param before only ids below this one
   * @param most how many at most
   */
  public List<Dossier.SignIn> live(Session session, long before, int most) {
    Instant now = changes.now();
    return changes.read(stores -> stores.sessions().live(session.account(), now, before, most));
  }

  /**
   * Ends a session of whoever has this one, which may be this one itself.
   *
   * @return false when they have none of that id that could be ended
   */
  public boolean end(Session session, long id, Visit visit) {
    AuditEvent event =
        changes.event(AuditEvent.Kind.SIGNED_OUT, session.account(), visit, "session " + id);
    return changes.makeIf(
        event, Grounds.of(session), change -> change.endSession(session.account(), id));
  }

  /** Ends all sessions of whoever has this one, but this one. */
  public void endOthers(Session session, Visit visit) {
    AuditEvent event =
        changes.event(AuditEvent.Kind.SIGNED_OUT, session.account(), visit, "all sessions but one");
    changes.run(
        event, Grounds.of(session), change -> change.endSessions(session.account(), session.id()));
  }

  /** A session that is drawn up but not yet written. */
  public record Opening(
      Session session,
      Optional<String> key,
      Visit visit,
      AuditEvent event,
      KnownDevices.Sighting sighting) {

    /** The same for a session that more than a password was proved for. */
    public Opening proved(List<Session.Proof> proofs) {
      return new Opening(session.proved(proofs), key, visit, event, sighting);
    }

    /** Hides the key. */
    @Override
    public String toString() {
      return "Opening[session=" + session.id() + "]";
    }
  }
}
