package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vestibule.core.administration.SettingInForce;
import vestibule.core.administration.SystemActs;
import vestibule.core.model.SigningKey;
import vestibule.core.operator.Operator;
import vestibule.core.ring.KeyRefusal;
import vestibule.core.ring.KeyRotation;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** Mails that are owed, the keys that sign, and the settings in force. */
final class SystemPaths {

  private static final String MAILS = Admin.ROOT + "/mails";
  private static final String KEYS = Admin.ROOT + "/keys";

  private final Function<Operator, SystemActs> acts;
  private final List<SettingInForce> settings;

  SystemPaths(AdminUseCases core) {
    this.acts = core.system();
    this.settings = core.settings();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    routes.guarded(caller::reading).get(MAILS, this::mails);
    routes.guarded(caller::helping).post(MAILS + "/retry", AccountActs.by(once, this::retryAll));
    routes
        .guarded(caller::helping)
        .post(MAILS + "/{id:digits}/retry", AccountActs.by(once, this::retry));
    routes.guarded(caller::reading).get(KEYS, this::keys);
    routes
        .guarded(caller::governingFreshly)
        .post(KEYS + "/{key}/rotation", AccountActs.by(once, this::rotate));
    routes
        .guarded(caller::governingFreshly)
        .delete(KEYS + "/{key}", AccountActs.by(once, this::revoke));
    routes.guarded(caller::overseeing).get(Admin.ROOT + "/settings", this::settings);
  }

  /** Those that were given up first, then those that wait, as many of each as are asked for. */
  private Response mails(Request request, Operator operator) {
    int limit = Keyset.limit(request);
    SystemActs mine = acts.apply(operator);
    return all(
        Stream.concat(
                mine.mails().dead(limit).stream().map(OwedMailJson::of),
                mine.mails().waiting(limit).stream().map(OwedMailJson::of))
            .toList());
  }

  static Response all(List<?> items) {
    return Keyset.page(items, Optional.empty(), next -> next);
  }

  private Response retryAll(Request request, Operator operator) {
    AccountActs.nothing(request);
    return Answers.json(200, new Retried(acts.apply(operator).mails().retryAll()));
  }

  private record Retried(int mails) {}

  private Response retry(Request request, Operator operator) {
    AccountActs.nothing(request);
    boolean retried =
        AccountPaths.number(request.pathValue("id"))
            .filter(id -> acts.apply(operator).mails().retry(id))
            .isPresent();
    if (!retried) {
      throw new ProblemException(
          Problems.of(404, "mail_unknown", "There is no such mail, or it is being sent."));
    }
    return Answers.done();
  }

  private Response keys(Request request, Operator operator) {
    return all(acts.apply(operator).keys().list().stream().map(KeyJson::of).toList());
  }

  private Response rotate(Request request, Operator operator) {
    AccountActs.nothing(request);
    SigningKey next = refusing(() -> acts.apply(operator).keys().rotate(family(request)));
    return Answers.json(
        200, new Signing(next.name().kid(), next.times().signsFrom().map(Answers::time)));
  }

  /** Which key signs, from when on. */
  private record Signing(String id, @JsonProperty("signs_from") Optional<String> signsFrom) {}

  private Response revoke(Request request, Operator operator) {
    KeyRotation keys = acts.apply(operator).keys();
    return refusing(
        () -> {
          keys.revoke(family(request));
          return Answers.done();
        });
  }

  /** A family of keys, or the name of one of them. */
  private static String family(Request request) {
    return request.pathValue("key");
  }

  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (KeyRefusal refused) {
      throw new ProblemException(Problems.of(404, "key_unknown", "There is no such key here."));
    }
  }

  private Response settings(Request request, Operator operator) {
    return all(settings);
  }
}
