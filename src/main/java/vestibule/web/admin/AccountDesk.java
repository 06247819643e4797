package vestibule.web.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import vestibule.core.administration.AccountSearch;
import vestibule.core.administration.OperatorActs;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.model.Dossier;
import vestibule.core.operator.Duty;
import vestibule.core.operator.Reason;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.account.Shown.Time;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /admin/accounts} and each one: accounts found, looked at and helped. */
final class AccountDesk {

  static final String ALL = Console.ROOT + "/accounts";

  private static final String ONE = ALL + "/{id:digits}";
  private static final int PAGE = 25;

  /** Of each kind, the newest. */
  private static final int MOST_SHOWN = 50;

  private final OperatorDesk desk;
  private final OperatorForms forms;

  AccountDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::search);
    routes.guarded(caller::reading).get(ONE, this::show);
    routes.guarded(caller::helping).post(ONE + "/disable", form("console-disabled", this::disable));
    routes.guarded(caller::helping).post(ONE + "/enable", form("console-enabled", this::enable));
    routes.guarded(caller::helping).post(ONE + "/reset", form("console-reset", this::reset));
    routes
        .guarded(caller::helping)
        .post(ONE + "/sessions/end", form("console-ended", this::endSessions));
    routes
        .guarded(caller::helpingFreshly)
        .post(ONE + "/factors/removal", form("console-factors", this::removeFactors));
    routes
        .guarded(caller::helpingFreshly)
        .post(
            ONE + "/addresses/{address:digits}/removal",
            form("console-removed", this::removeAddress));
    routes
        .guarded(caller::governingFreshly)
        .post(
            ONE + "/addresses/{address:digits}/confirmation",
            form("console-confirmed", this::confirm));
  }

  private Response search(Request request, Known who) {
    String query = request.query("query").orElse("");
    AccountSearch.Matches found =
        desk.search().find(query, request.query("after").orElse(""), PAGE);
    return forms.show(
        request,
        Draft.of("admin/search", who.resident())
            .with("query", query)
            .with("lines", found.items().stream().map(Line::of).toList())
            .with("next", found.next().map(after -> next(query, after))));
  }

  private static String next(String query, String after) {
    return ALL + "?query=" + encoded(query) + "&after=" + encoded(after);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Response show(Request request, Known who) {
    Dossier dossier =
        desk.records().dossier(id(request), MOST_SHOWN).orElseThrow(AccountDesk::none);
    List<RightLine.OfKind> rights = RightLine.all(desk.acts().apply(who.operator()).rights());
    return forms.show(
        request,
        Draft.of("admin/one", who.resident())
            .with("line", Line.of(dossier.person()))
            .with("one", One.of(dossier))
            .with("erased", desk.records().erasure(dossier.person().account()).map(Time::new))
            .with("held", RightLine.of(dossier.person(), rights))
            .with("rights", rights)
            .with("helps", who.may(Duty.SUPPORT))
            .with("governs", who.may(Duty.ADMIN)));
  }

  private static long id(Request request) {
    return OperatorForms.id(request, "id");
  }

  private static RefusedException none() {
    return new RefusedException(new Refusal.AccountUnknown());
  }

  /** Does it for forms of ours alone, and leads back to the account. */
  private GuardedHandler<Known> form(String done, Act act) {
    return forms.form(
        (request, who, posted) -> {
          act.on(desk.acts().apply(who.operator()), request, posted);
          return Ways.to(ALL + "/" + id(request), done);
        });
  }

  /** What is done to the account that a path names. */
  @FunctionalInterface
  private interface Act {
    void on(OperatorActs acts, Request request, Posted posted);
  }

  private void disable(OperatorActs acts, Request request, Posted posted) {
    acts.accounts().disable(id(request)).orElseThrow(AccountDesk::none);
  }

  private void enable(OperatorActs acts, Request request, Posted posted) {
    acts.accounts().enable(id(request)).orElseThrow(AccountDesk::none);
  }

  private void reset(OperatorActs acts, Request request, Posted posted) {
    var person = desk.records().find(id(request)).orElseThrow(AccountDesk::none);
    if (!acts.resets().requestByOperator(person, acts.mailing())) {
      throw new RefusedException(new Refusal.AddressUnverified());
    }
  }

  private void endSessions(OperatorActs acts, Request request, Posted posted) {
    if (!acts.accounts().endSessions(id(request))) {
      throw none();
    }
  }

  private void removeFactors(OperatorActs acts, Request request, Posted posted) {
    if (!acts.factors().removeByOperator(id(request), Optional.empty(), reason(posted))) {
      throw new RefusedException(new Refusal.FactorUnknown());
    }
  }

  private void removeAddress(OperatorActs acts, Request request, Posted posted) {
    acts.addresses().remove(id(request), address(request), reason(posted));
  }

  private void confirm(OperatorActs acts, Request request, Posted posted) {
    acts.addresses().confirm(id(request), address(request));
  }

  private static long address(Request request) {
    return OperatorForms.id(request, "address");
  }

  /** Browsers ask for one before they send the form. */
  private static Reason reason(Posted posted) {
    return Reason.of(posted.text("reason"))
        .orElseThrow(() -> new RefusedException(new Refusal.FactorNameInvalid()));
  }
}
