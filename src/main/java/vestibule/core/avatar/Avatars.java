package vestibule.core.avatar;

import java.util.HexFormat;
import java.util.Optional;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.model.avatar.Avatar;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Digests;

/** The pictures that people give their accounts. */
public final class Avatars {

  private static final String DETAIL = "avatar";

  private final Changes changes;
  private final Limits limits;
  private final PictureMaker maker;

  public Avatars(Changes changes, Limits limits, PictureMaker maker) {
    this.changes = changes;
    this.limits = limits;
    this.maker = maker;
  }

  /** The picture of an account. */
  public Optional<Avatar> of(long account) {
    return changes.read(stores -> stores.avatars().find(account));
  }

  /**
   * Makes a picture of what the caller has sent, and gives it to the account in the place of the
   * one before, where one can be made.
   *
   * @param session that of the caller, which must be live still
   * @param sent as it came; nothing of these bytes is kept
   * @throws RefusedException with {@link Refusal.TokenRefused}; {@link Refusal.Throttled} after too
   *     many; {@link Refusal.Busy} while too many others send some
   */
  public PictureMaker.Made put(Session session, byte[] sent, Visit visit) {
    return limits.avatar(
        session.account(),
        () -> {
          PictureMaker.Made made = maker.make(sent);
          if (made instanceof PictureMaker.Made.Picture(byte[] jpeg)) {
            keep(session, jpeg, visit);
          }
          return made;
        });
  }

  private void keep(Session session, byte[] jpeg, Visit visit) {
    AuditEvent event = changes.event(Kind.PROFILE_CHANGED, session.account(), visit, DETAIL);
    String digest = HexFormat.of().formatHex(Digests.sha256(jpeg));
    Avatar avatar = new Avatar(jpeg, digest, event.at());
    changes.run(
        event,
        Grounds.of(session),
        change -> change.stores().avatars().put(session.account(), avatar));
  }

  /**
   * Takes the picture of the caller's account away.
   *
   * @return false when there was none
   * @throws RefusedException with {@link Refusal.TokenRefused}
   */
  public boolean remove(Session session, Visit visit) {
    return changes.makeIf(
        changes.event(Kind.PROFILE_CHANGED, session.account(), visit, DETAIL),
        Grounds.of(session),
        change -> change.stores().avatars().delete(session.account()));
  }
}
