package vestibule.v1.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vestibule.core.administration.SystemActs;
import vestibule.core.operator.Operator;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.Webhook;
import vestibule.core.webhook.WebhookRefusal;
import vestibule.core.webhook.Webhooks;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** Webhooks, which are told of events, and what is owed of that or was given up. */
final class WebhookPaths {

  private static final String ALL = Admin.ROOT + "/webhooks";
  private static final String ONE = ALL + "/{id:digits}";

  private final Function<Operator, SystemActs> acts;

  /** An event that was given up. */
  private record DeadJson(String id, String type, String account, String at, String why) {

    static DeadJson of(EventDeliveryStore.Dead dead) {
      EventDelivery delivery = dead.delivery();
      return new DeadJson(
          Answers.id(delivery.placed().position()),
          delivery.placed().event().type().word(),
          Answers.id(delivery.account()),
          Answers.time(dead.at()),
          dead.why());
    }
  }

  /** An event that is owed. */
  private record WaitingJson(
      String id, String type, String account, String due, int failed, Optional<String> why) {

    static WaitingJson of(EventDeliveryStore.Waiting waiting) {
      EventDelivery delivery = waiting.delivery();
      return new WaitingJson(
          Answers.id(delivery.placed().position()),
          delivery.placed().event().type().word(),
          Answers.id(delivery.account()),
          Answers.time(delivery.tries().due()),
          delivery.tries().failed(),
          waiting.why());
    }
  }

  private record Again(int events) {}

  private record Secret(String secret) {}

  WebhookPaths(AdminUseCases core) {
    this.acts = core.system();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    routes.guarded(caller::reading).get(ALL, this::list);
    routes.guarded(caller::governingFreshly).post(ALL, AccountActs.by(once, this::create));
    routes
        .guarded(caller::governingFreshly)
        .post(ONE + "/rotation", AccountActs.by(once, this::rotate));
    routes.guarded(caller::governing).post(ONE + "/enable", AccountActs.by(once, this::enable));
    routes.guarded(caller::governing).post(ONE + "/disable", AccountActs.by(once, this::disable));
    routes.guarded(caller::governingFreshly).delete(ONE, AccountActs.by(once, this::delete));
    routes.guarded(caller::reading).get(ONE + "/dead", this::dead);
    routes.guarded(caller::reading).get(ONE + "/waiting", this::waiting);
    routes
        .guarded(caller::governing)
        .post(ONE + "/dead/retry", AccountActs.by(once, this::resendAll));
    routes
        .guarded(caller::governing)
        .post(ONE + "/dead/{event:digits}/retry", AccountActs.by(once, this::resend));
  }

  private Webhooks webhooks(Operator operator) {
    return acts.apply(operator).webhooks();
  }

  private Response list(Request request, Operator operator) {
    return SystemPaths.all(webhooks(operator).list().stream().map(WebhookJson::of).toList());
  }

  private Response create(Request request, Operator operator) {
    Form form = Form.of(request);
    String url = form.text("url");
    String types = form.optionalText("types").orElse("");
    Optional<Set<AccountEvent.Type>> wanted = types(types);
    if (wanted.isEmpty()) {
      form.fail("types", "type_unknown", "These are no types of events, with blanks between.");
    }
    form.requireValid();
    try {
      return Answers.json(201, WebhookJson.of(webhooks(operator).create(url, wanted.get())));
    } catch (WebhookRefusal refused) {
      throw new ProblemException(Problems.of(409, "webhook_refused", refused.getMessage() + "."));
    }
  }

  /** Empty where one of them is none. */
  private static Optional<Set<AccountEvent.Type>> types(String words) {
    List<Optional<AccountEvent.Type>> read =
        words.isEmpty()
            ? List.of()
            : Arrays.stream(words.split(" ", -1)).map(AccountEvent.Type::of).toList();
    return read.stream().allMatch(Optional::isPresent)
        ? Optional.of(read.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
        : Optional.empty();
  }

  private Response rotate(Request request, Operator operator) {
    Form form = Form.of(request);
    boolean atOnce = form.truth(ProgramPaths.AT_ONCE);
    form.requireValid();
    String secret = known(() -> webhooks(operator).rotate(number(request), atOnce));
    return Answers.json(200, new Secret(secret));
  }

  private Response enable(Request request, Operator operator) {
    AccountActs.nothing(request);
    return done(() -> webhooks(operator).enable(number(request)));
  }

  private Response disable(Request request, Operator operator) {
    AccountActs.nothing(request);
    return done(() -> webhooks(operator).disable(number(request)));
  }

  private Response delete(Request request, Operator operator) {
    return done(() -> webhooks(operator).delete(number(request)));
  }

  private Response dead(Request request, Operator operator) {
    int limit = Keyset.limit(request);
    return SystemPaths.all(
        webhooks(operator).dead(known(request, operator), limit).stream()
            .map(DeadJson::of)
            .toList());
  }

  private Response waiting(Request request, Operator operator) {
    int limit = Keyset.limit(request);
    return SystemPaths.all(
        webhooks(operator).waiting(known(request, operator), limit).stream()
            .map(WaitingJson::of)
            .toList());
  }

  /** The id of one that is there. */
  private long known(Request request, Operator operator) {
    return webhooks(operator)
        .find(number(request))
        .map(Webhook::id)
        .orElseThrow(WebhookPaths::unknown);
  }

  private Response resendAll(Request request, Operator operator) {
    AccountActs.nothing(request);
    return Answers.json(
        200, new Again(webhooks(operator).resend(number(request), OptionalLong.empty())));
  }

  private Response resend(Request request, Operator operator) {
    AccountActs.nothing(request);
    boolean again =
        AccountPaths.number(request.pathValue("event"))
            .filter(event -> again(request, operator, event))
            .isPresent();
    if (!again) {
      throw new ProblemException(
          Problems.of(404, "event_unknown", "This event was not given up for this webhook."));
    }
    return Answers.done();
  }

  private boolean again(Request request, Operator operator, long event) {
    return webhooks(operator).resend(number(request), OptionalLong.of(event)) > 0;
  }

  private static Response done(Runnable work) {
    return known(
        () -> {
          work.run();
          return Answers.done();
        });
  }

  private static <T> T known(Supplier<T> work) {
    try {
      return work.get();
    } catch (WebhookRefusal refused) {
      throw unknown();
    }
  }

  private static long number(Request request) {
    return AccountPaths.number(request.pathValue("id")).orElseThrow(WebhookPaths::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problems.of(404, "webhook_unknown", "There is no webhook with this id."));
  }
}
