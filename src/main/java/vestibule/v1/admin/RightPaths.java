package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import vestibule.core.administration.OperatorActs;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.model.Texts;
import vestibule.core.operator.Operator;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** Groups, roles and permissions themselves, who has them, and what roles carry. */
final class RightPaths {

  private static final String NAME = "name";
  private static final String CARRIED = "/permissions/{permission:digits}";

  private final Function<Operator, OperatorActs> acts;

  /** One of a kind; a role with what it carries. */
  private record RightJson(
      String id,
      String name,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> permissions) {}

  RightPaths(AdminUseCases core) {
    this.acts = core.acts();
  }

  void mount(Routes routes, AdminCaller caller, Once once) {
    for (Kind kind : Kind.values()) {
      String all = Admin.ROOT + "/" + word(kind);
      String one = all + "/{right:digits}";
      routes.guarded(caller::reading).get(all, (request, by) -> list(kind, all, request, by));
      routes
          .guarded(caller::governingFreshly)
          .post(all, AccountActs.by(once, (request, by) -> create(kind, all, request, by)));
      routes
          .guarded(caller::reading)
          .get(one + "/accounts", (request, by) -> members(kind, one, request, by));
      routes
          .guarded(caller::governingFreshly)
          .delete(one, AccountActs.by(once, (request, by) -> delete(kind, request, by)));
    }
    String role = Admin.ROOT + "/" + word(Kind.ROLE) + "/{right:digits}" + CARRIED;
    routes.guarded(caller::governingFreshly).put(role, AccountActs.by(once, this::carry));
    routes.guarded(caller::governingFreshly).delete(role, AccountActs.by(once, this::uncarry));
  }

  /** How a kind is called in paths. */
  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  /** All are read, as they are few. */
  private Response list(Kind kind, String path, Request request, Operator operator) {
    Keyset wanted = Keyset.of(request);
    RightsAdministration rights = rights(operator);
    List<Named> found =
        rights.all(kind).stream()
            .filter(one -> one.id() > wanted.after().orElse(0))
            .limit(wanted.sought())
            .toList();
    return wanted.page(path, found, Named::id, one -> shown(rights, kind, one));
  }

  private static RightJson shown(RightsAdministration rights, Kind kind, Named one) {
    return new RightJson(
        Answers.id(one.id()),
        one.name(),
        kind == Kind.ROLE ? Optional.of(rights.permissionsOf(one)) : Optional.empty());
  }

  private Response create(Kind kind, String path, Request request, Operator operator) {
    Form form = Form.of(request);
    String name = form.text(NAME);
    if (form.isGood(NAME) && !isTitle(name)) {
      form.fail(NAME, "text_invalid", "This is too long, or holds characters that do not show.");
    }
    form.requireValid();
    RightsAdministration rights = rights(operator);
    Named made = rights.create(kind, name).orElseThrow(RightPaths::taken);
    return Answers.json(201, shown(rights, kind, made)).with("Location", path + "/" + made.id());
  }

  private static boolean isTitle(String name) {
    try {
      Texts.requireTitle(name);
      return true;
    } catch (RefusedException noTitle) {
      return false;
    }
  }

  private static ProblemException taken() {
    return new ProblemException(Problems.of(409, "name_taken", "There is one of that name."));
  }

  private Response members(Kind kind, String template, Request request, Operator operator) {
    Keyset wanted = Keyset.of(request);
    RightsAdministration rights = rights(operator);
    Named right = AccountRights.named(rights, kind, request);
    return wanted.page(
        template.replace("{right:digits}", Answers.id(right.id())) + "/accounts",
        rights.members(kind, right, wanted.after().orElse(0), wanted.sought()),
        person -> person.id(),
        person -> AccountLineJson.of(person, Optional.empty()));
  }

  private Response delete(Kind kind, Request request, Operator operator) {
    RightsAdministration rights = rights(operator);
    Named named = AccountRights.named(rights, kind, request);
    try {
      rights.delete(kind, named);
    } catch (RightsAdministration.GoneException deletedMeanwhile) {
      throw AccountRights.unknown();
    }
    return Answers.done();
  }

  private Response carry(Request request, Operator operator) {
    RightsAdministration rights = rights(operator);
    try {
      rights.grantToRole(permission(rights, request), role(rights, request));
    } catch (RightsAdministration.GoneException deletedMeanwhile) {
      throw AccountRights.unknown();
    }
    return Answers.done();
  }

  private Response uncarry(Request request, Operator operator) {
    RightsAdministration rights = rights(operator);
    rights.revokeFromRole(permission(rights, request), role(rights, request));
    return Answers.done();
  }

  private static Named role(RightsAdministration rights, Request request) {
    return AccountRights.named(rights, Kind.ROLE, request);
  }

  private static Named permission(RightsAdministration rights, Request request) {
    return AccountRights.named(rights, Kind.PERMISSION, request, "permission");
  }

  private RightsAdministration rights(Operator operator) {
    return acts.apply(operator).rights();
  }
}
