package vestibule.core.administration;

import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;

/** Makes operators of accounts. */
public final class Appointments {

  private final RightsAdministration rights;

  public Appointments(RightsAdministration rights) {
    this.rights = rights;
  }

  /**
   * Gives an account the permission of a duty, which is made where there is none yet.
   *
   * @return false when it had it before
   * @throws RefusedException with {@link Refusal.AccountUnknown}
   */
  public boolean appoint(Duty duty, long account) {
    return rights.grant(Kind.PERMISSION, permission(duty), account);
  }

  private Named permission(Duty duty) {
    String name = duty.permission();
    return rights
        .find(Kind.PERMISSION, name)
        .or(() -> rights.create(Kind.PERMISSION, name))
        .or(() -> rights.find(Kind.PERMISSION, name))
        .orElseThrow();
  }
}
