package vestibule.web.admin;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.operator.Duty;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.Webhook;
import vestibule.core.webhook.WebhookRefusal;
import vestibule.core.webhook.Webhooks;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.admin.WebhookLine.Owed;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /admin/webhooks} and each one: made, steered, and what was given up of theirs. */
final class WebhookDesk {

  static final String ALL = Console.ROOT + "/webhooks";

  private static final String ONE = ALL + "/{id:digits}";
  private static final String ID = "id";
  private static final String URL = "url";
  private static final String AT_ONCE = "at_once";
  private static final int MOST_SHOWN = 100;

  private final OperatorDesk desk;
  private final OperatorForms forms;

  WebhookDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::list);
    routes.guarded(caller::governingFreshly).post(ALL, forms.form(this::create));
    routes.guarded(caller::reading).get(ONE, this::show);
    routes.guarded(caller::governingFreshly).post(ONE + "/rotation", forms.form(this::rotate));
    routes.guarded(caller::governing).post(ONE + "/enable", act("enabled", Webhooks::enable));
    routes.guarded(caller::governing).post(ONE + "/disable", act("disabled", Webhooks::disable));
    routes.guarded(caller::governing).post(ONE + "/dead/retry", forms.form(this::resendAll));
    routes
        .guarded(caller::governing)
        .post(ONE + "/dead/{event:digits}/retry", forms.form(this::resend));
    routes.guarded(caller::governingFreshly).post(ONE + "/removal", forms.form(this::delete));
  }

  private Webhooks webhooks(Known who) {
    return desk.system().apply(who.operator()).webhooks();
  }

  private Response list(Request request, Known who) {
    return forms.show(request, draft(who));
  }

  private Draft draft(Known who) {
    return Draft.of("admin/webhooks", who.resident())
        .with("webhooks", webhooks(who).list().stream().map(WebhookLine::of).toList())
        .with("types", Arrays.stream(AccountEvent.Type.values()).map(WebhookDesk::word).toList())
        .with("governs", who.may(Duty.ADMIN));
  }

  private static String word(AccountEvent.Type type) {
    return type.word();
  }

  /** The secret is on the page of the answer, and on no page after it. */
  private Response create(Request request, Known who, Posted posted) {
    Set<AccountEvent.Type> types =
        Arrays.stream(AccountEvent.Type.values())
            .filter(type -> posted.isTicked(type.word()))
            .collect(Collectors.toSet());
    try {
      Webhooks.Made made = webhooks(who).create(posted.text(URL), types);
      return told(request, who, made.webhook().id(), made.secret());
    } catch (WebhookRefusal refused) {
      return forms.wrong(request, posted, draft(who), URL, key(refused));
    }
  }

  private static String key(WebhookRefusal refused) {
    return switch (refused.why()) {
      case NO_URL -> "console.webhook-url";
      case NOT_ENCRYPTED -> "console.webhook-encrypted";
      case NOT_PUBLIC -> "console.webhook-public";
      case NOT_KEPT -> "console.webhook-kept";
      case FULL -> "console.full";
      case CHANGED, UNKNOWN -> throw refused;
    };
  }

  private Response told(Request request, Known who, long id, String secret) {
    return forms.show(
        request,
        Draft.once("admin/secret", who.resident())
            .with("name", url(who, id))
            .with("secret", secret)
            .with("back", ALL + "/" + id));
  }

  private String url(Known who, long id) {
    return one(who, id).url();
  }

  private Webhook one(Known who, long id) {
    return webhooks(who).find(id).orElseThrow(NothingThereException::new);
  }

  private Response show(Request request, Known who) {
    long id = OperatorForms.id(request, ID);
    Webhooks webhooks = webhooks(who);
    return forms.show(
        request,
        Draft.of("admin/webhook", who.resident())
            .with("webhook", WebhookLine.of(one(who, id)))
            .with("dead", webhooks.dead(id, MOST_SHOWN).stream().map(Owed::of).toList())
            .with("waiting", webhooks.waiting(id, MOST_SHOWN).stream().map(Owed::of).toList())
            .with("governs", who.may(Duty.ADMIN)));
  }

  private Response rotate(Request request, Known who, Posted posted) {
    long id = OperatorForms.id(request, ID);
    return told(request, who, id, webhooks(who).rotate(id, posted.isTicked(AT_ONCE)));
  }

  private GuardedHandler<Known> act(String done, ObjLongConsumer<Webhooks> act) {
    return forms.form(
        (request, who, posted) -> {
          long id = OperatorForms.id(request, ID);
          act.accept(webhooks(who), id);
          return Ways.to(ALL + "/" + id, "console-webhook-" + done);
        });
  }

  private Response resendAll(Request request, Known who, Posted posted) {
    return resent(request, who, OptionalLong.empty());
  }

  private Response resend(Request request, Known who, Posted posted) {
    return resent(request, who, OptionalLong.of(OperatorForms.id(request, "event")));
  }

  /** What another operator has sent meanwhile is sent, too. */
  private Response resent(Request request, Known who, OptionalLong event) {
    long id = OperatorForms.id(request, ID);
    webhooks(who).resend(id, event);
    return Ways.to(ALL + "/" + id, "console-events");
  }

  private Response delete(Request request, Known who, Posted posted) {
    long id = OperatorForms.id(request, ID);
    webhooks(who).delete(id);
    return Ways.to(ALL, "console-webhook-deleted");
  }
}
