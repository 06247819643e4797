package vestibule.v1.admin;

import java.util.Optional;
import java.util.function.Function;
import vestibule.core.administration.OperatorActs;
import vestibule.core.administration.Records;
import vestibule.core.model.Person;
import vestibule.core.operator.Operator;
import vestibule.core.operator.Reason;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** What operators do with one account; nobody chooses another person's password. */
final class AccountActs {

  private static final String ONE = AccountPaths.ONE;
  private static final String SESSIONS = ONE + "/sessions";
  private static final String ADDRESS = ONE + "/addresses/{address:digits}";

  private final Records records;
  private final Function<Operator, OperatorActs> acts;

  AccountActs(AdminUseCases core) {
    this.records = core.records();
    this.acts = core.acts();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    routes.guarded(caller::helping).post(ONE + "/disable", by(once, this::disable));
    routes.guarded(caller::helping).post(ONE + "/enable", by(once, this::enable));
    routes.guarded(caller::helping).post(ONE + "/reset", by(once, this::reset));
    routes.guarded(caller::helping).delete(SESSIONS, by(once, this::endSessions));
    routes
        .guarded(caller::helping)
        .delete(SESSIONS + "/{session:digits}", by(once, this::endSession));
    routes
        .guarded(caller::governingFreshly)
        .post(ADDRESS + "/confirmation", by(once, this::confirm));
    routes
        .guarded(caller::helpingFreshly)
        .post(ADDRESS + "/removal", by(once, this::removeAddress));
    routes
        .guarded(caller::helpingFreshly)
        .post(ONE + "/factors/removal", by(once, this::removeFactors));
    routes
        .guarded(caller::helpingFreshly)
        .post(ONE + "/factors/{factor:digits}/removal", by(once, this::removeFactor));
  }

  /** Once, however often it is sent. */
  static GuardedHandler<Operator> by(Once once, GuardedHandler<Operator> handler) {
    return once.by(operator -> "account " + operator.account(), handler);
  }

  private Response disable(Request request, Operator operator) {
    nothing(request);
    return line(acts.apply(operator).accounts().disable(AccountPaths.id(request)));
  }

  private Response enable(Request request, Operator operator) {
    nothing(request);
    return line(acts.apply(operator).accounts().enable(AccountPaths.id(request)));
  }

  /** A body that has nothing in it, as forms of other sites could send none at all. */
  static void nothing(Request request) {
    Form.of(request).requireValid();
  }

  private static Response line(Optional<Person> person) {
    return Answers.json(
        200, AccountLineJson.of(person.orElseThrow(AccountPaths::unknown), Optional.empty()));
  }

  private Response reset(Request request, Operator operator) {
    nothing(request);
    OperatorActs mine = acts.apply(operator);
    Person person = person(AccountPaths.id(request));
    if (!mine.resets().requestByOperator(person, mine.mailing())) {
      throw new ProblemException(
          Problems.of(
              409,
              "reset_impossible",
              "The account is disabled, or has no address that a reset may go to."));
    }
    return Answers.done();
  }

  private Person person(long account) {
    return records.find(account).orElseThrow(AccountPaths::unknown);
  }

  private Response endSessions(Request request, Operator operator) {
    return done(acts.apply(operator).accounts().endSessions(AccountPaths.id(request)));
  }

  private Response endSession(Request request, Operator operator) {
    long account = AccountPaths.id(request);
    boolean ended =
        AccountPaths.number(request.pathValue("session"))
            .filter(session -> acts.apply(operator).accounts().endSession(account, session))
            .isPresent();
    if (!ended) {
      throw new ProblemException(
          Problems.of(404, "session_unknown", "The account has no live session with this id."));
    }
    return Answers.done();
  }

  private static Response done(boolean there) {
    if (!there) {
      throw AccountPaths.unknown();
    }
    return Answers.done();
  }

  private Response confirm(Request request, Operator operator) {
    nothing(request);
    acts.apply(operator).addresses().confirm(AccountPaths.id(request), address(request));
    return Answers.done();
  }

  private Response removeAddress(Request request, Operator operator) {
    Reason reason = reason(request);
    acts.apply(operator).addresses().remove(AccountPaths.id(request), address(request), reason);
    return Answers.done();
  }

  private static long address(Request request) {
    return AccountPaths.number(request.pathValue("address"))
        .orElseThrow(() -> new RefusedException(new Refusal.AddressUnknown()));
  }

  private Response removeFactors(Request request, Operator operator) {
    return removed(request, operator, Optional.empty());
  }

  private Response removeFactor(Request request, Operator operator) {
    return removed(
        request,
        operator,
        Optional.of(
            AccountPaths.number(request.pathValue("factor")).orElseThrow(AccountActs::noFactor)));
  }

  private Response removed(Request request, Operator operator, Optional<Long> factor) {
    long account = AccountPaths.id(request);
    Reason reason = reason(request);
    if (!acts.apply(operator).factors().removeByOperator(account, factor, reason)) {
      throw noFactor();
    }
    return Answers.done();
  }

  private static RefusedException noFactor() {
    return new RefusedException(new Refusal.FactorUnknown());
  }

  /** Why somebody loses something. */
  static Reason reason(Request request) {
    Form form = Form.of(request);
    String given = form.text("reason");
    Optional<Reason> reason = Reason.of(given);
    if (form.isGood("reason") && reason.isEmpty()) {
      form.fail(
          "reason", "text_invalid", "This is one line of 1 to " + Reason.LONGEST + " characters.");
    }
    form.requireValid();
    return reason.orElseThrow();
  }
}
