package vestibule.web.admin;

import java.util.Optional;
import vestibule.core.factor.StepUp;
import vestibule.core.operator.Duty;
import vestibule.core.operator.Operator;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.web.Renderer;
import vestibule.web.frame.BrowserVisits;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Resident;
import vestibule.web.frame.SentAwayException;
import vestibule.web.frame.Ways;

/**
 * Finds out which operator asks for a page, by the cookie of the pages alone.
 *
 * @param secondFactor whether their session needs more than a password
 */
record ConsoleCaller(
    PageCaller pages,
    BrowserVisits visits,
    StepUp stepUp,
    Renderer renderer,
    boolean secondFactor) {

  /** An operator with their account, by whose name pages greet them. */
  record Known(Resident resident, Operator operator) {

    boolean may(Duty duty) {
      return operator.duty().includes(duty);
    }
  }

  /** Whether somebody is no operator, or nobody is known: for them there is nothing here. */
  boolean isStranger(Request request) {
    try {
      return pages.find(request).flatMap(ConsoleCaller::duty).isEmpty();
    } catch (RefusedException unavailable) {
      return true;
    }
  }

  /** Who asks to be shown something. */
  Known reading(Request request) {
    return known(request, Duty.READ);
  }

  /** Who asks for what only admins see. */
  Known overseeing(Request request) {
    return known(request, Duty.ADMIN);
  }

  /** Who asks to help somebody. */
  Known helping(Request request) {
    return known(request, Duty.SUPPORT);
  }

  /** The same for what is done only by somebody who has just proved who they are. */
  Known helpingFreshly(Request request) {
    return fresh(request, helping(request));
  }

  /** Who asks to change what only admins change. */
  Known governing(Request request) {
    return known(request, Duty.ADMIN);
  }

  /** The same for what is done only by somebody who has just proved who they are. */
  Known governingFreshly(Request request) {
    return fresh(request, governing(request));
  }

  private Known fresh(Request request, Known known) {
    if (!stepUp.isFresh(known.resident().session())) {
      throw new SentAwayException(Ways.toProof(request));
    }
    return known;
  }

  private Known known(Request request, Duty wanted) {
    Resident resident = pages.known(request);
    Optional<Duty> duty = duty(resident);
    if (duty.filter(held -> held.includes(wanted)).isEmpty()) {
      throw new SentAwayException(renderer.message(403, "console.duty", request, Console.ROOT));
    }
    if (secondFactor && !resident.session().hasSecondFactor()) {
      throw new SentAwayException(
          renderer.message(403, "console.factor", request, Ways.FACTORS, "nav.me.factors"));
    }
    return new Known(
        resident, new Operator(resident.session(), visits.of(request), duty.get(), wanted));
  }

  private static Optional<Duty> duty(Resident resident) {
    return Duty.of(resident.person().rights());
  }
}
