package vestibule.v1.admin;

import java.util.Optional;
import vestibule.core.model.Person;
import vestibule.core.operator.Duty;
import vestibule.core.operator.Operator;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.v1.caller.Proved;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * Finds out which operator asks, by the credential of any door.
 *
 * @param secondFactor whether their session needs more than a password
 */
record AdminCaller(V1Caller caller, Proved proved, boolean secondFactor) {

  /**
   * Whether somebody is no operator, or nobody is known: for them there is nothing here. So it is
   * while the database does not say who they are.
   */
  boolean isStranger(Request request) {
    try {
      return duty(caller.known(request)).isEmpty();
    } catch (ProblemException | RefusedException unknown) {
      return true;
    }
  }

  /** Who asks to be shown something. */
  Operator reading(Request request) {
    return operator(request, caller.known(request), Duty.READ);
  }

  /** Who asks for what only admins see. */
  Operator overseeing(Request request) {
    return operator(request, caller.known(request), Duty.ADMIN);
  }

  /** Who asks to help somebody. */
  Operator helping(Request request) {
    return operator(request, caller.changing(request), Duty.SUPPORT);
  }

  /** The same for what is done only by somebody who has just proved who they are. */
  Operator helpingFreshly(Request request) {
    return fresh(helping(request));
  }

  /** Who asks to change what belongs to all. */
  Operator governing(Request request) {
    return operator(request, caller.changing(request), Duty.ADMIN);
  }

  /** The same for what is done only by somebody who has just proved who they are. */
  Operator governingFreshly(Request request) {
    return fresh(governing(request));
  }

  private Operator fresh(Operator operator) {
    proved.requireFresh(operator.session());
    return operator;
  }

  private Operator operator(Request request, Known known, Duty wanted) {
    Duty duty = duty(known).orElseThrow(AdminCaller::unknown);
    if (secondFactor && !known.session().hasSecondFactor()) {
      throw forbidden(
          "factor_missing",
          "Operators come in by a second factor. Add one at /v1/account/factors, and sign in"
              + " with it.");
    }
    if (!duty.includes(wanted)) {
      throw forbidden("duty_missing", "This needs the permission " + wanted.permission() + ".");
    }
    return new Operator(known.session(), caller.visitors().of(request), duty, wanted);
  }

  private static Optional<Duty> duty(Known known) {
    Person person = known.token().person();
    return Duty.of(person.rights());
  }

  /** The permission went between two looks. */
  private static ProblemException unknown() {
    return new ProblemException(Admin.UNKNOWN);
  }

  private static ProblemException forbidden(String code, String detail) {
    return new ProblemException(Problems.of(403, code, detail));
  }
}
