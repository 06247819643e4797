package vestibule.v1.admin;

import java.util.Optional;
import java.util.function.Function;
import vestibule.core.administration.LimitCare;
import vestibule.core.administration.SystemActs;
import vestibule.core.operator.Operator;
import vestibule.core.store.node.StruckLimit;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;

/** {@code /v1/admin/limits}: whom limits turned away lately, and letting them begin anew. */
final class LimitPaths {

  private static final String ALL = Admin.ROOT + "/limits";
  private static final String NETWORK = "network";

  private final Function<Operator, SystemActs> acts;

  /**
   * A limit that somebody struck: an account, or a network.
   *
   * @param last when it was last
   */
  private record StruckLimitJson(
      Optional<String> account, Optional<String> network, String limit, long times, String last) {

    static StruckLimitJson of(StruckLimit struck) {
      return new StruckLimitJson(
          struck.account().map(Answers::id),
          struck.network(),
          struck.limit(),
          struck.times(),
          Answers.time(struck.last()));
    }
  }

  LimitPaths(AdminUseCases core) {
    this.acts = core.system();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    routes.guarded(caller::reading).get(ALL, this::list);
    routes
        .guarded(caller::helping)
        .post(ALL + "/release", AccountActs.by(once, this::releaseNetwork));
    routes
        .guarded(caller::helping)
        .post(AccountPaths.ONE + "/limits/release", AccountActs.by(once, this::releaseAccount));
  }

  private LimitCare limits(Operator operator) {
    return acts.apply(operator).limits();
  }

  private Response list(Request request, Operator operator) {
    int limit = Keyset.limit(request);
    return SystemPaths.all(
        limits(operator).struck(limit).stream().map(StruckLimitJson::of).toList());
  }

  private Response releaseNetwork(Request request, Operator operator) {
    Form form = Form.of(request);
    String network = form.text(NETWORK);
    form.requireValid();
    if (!limits(operator).release(network)) {
      form.fail(NETWORK, "network_invalid", "This is no address, and no /64 of IPv6.");
      form.requireValid();
    }
    return Answers.done();
  }

  private Response releaseAccount(Request request, Operator operator) {
    AccountActs.nothing(request);
    if (!limits(operator).release(AccountPaths.id(request))) {
      throw AccountPaths.unknown();
    }
    return Answers.done();
  }
}
