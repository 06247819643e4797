package vestibule.web.admin;

import java.util.List;
import java.util.Optional;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/**
 * {@code /admin/rights} and each group, role and permission: made and deleted, who has them, and
 * what roles carry.
 */
final class RightsDesk {

  static final String ALL = Console.ROOT + "/rights";

  private static final String ID = "right";
  private static final String CARRIED = "permission";
  private static final int PAGE = 25;

  private final OperatorDesk desk;
  private final OperatorForms forms;

  RightsDesk(OperatorDesk desk, OperatorForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  void mount(Routes routes, ConsoleCaller caller) {
    routes.guarded(caller::reading).get(ALL, this::list);
    routes.guarded(caller::governingFreshly).post(ALL, forms.form(this::create));
    for (Kind kind : Kind.values()) {
      String one = Console.ROOT + "/" + RightLine.word(kind) + "/{right:digits}";
      routes.guarded(caller::reading).get(one, (request, who) -> show(kind, request, who));
      routes
          .guarded(caller::governingFreshly)
          .post(one + "/removal", forms.form((request, who, _) -> delete(kind, request, who)));
    }
    String carried = Console.ROOT + "/" + RightLine.word(Kind.ROLE) + "/{right:digits}/permissions";
    routes.guarded(caller::governingFreshly).post(carried, forms.form(this::carry));
    routes
        .guarded(caller::governingFreshly)
        .post(carried + "/{permission:digits}/removal", forms.form(this::drop));
  }

  private Response list(Request request, Known who) {
    return forms.show(request, draft(who));
  }

  private Draft draft(Known who) {
    return Draft.of("admin/rights", who.resident())
        .with("kinds", RightLine.all(rights(who)))
        .with("governs", who.may(Duty.ADMIN));
  }

  private RightsAdministration rights(Known who) {
    return desk.acts().apply(who.operator()).rights();
  }

  private Response create(Request request, Known who, Posted posted) {
    Kind kind =
        List.of(Kind.values()).stream()
            .filter(one -> RightLine.word(one).equals(posted.text("kind")))
            .findFirst()
            .orElse(Kind.GROUP);
    try {
      return rights(who)
          .create(kind, posted.text("name"))
          .map(made -> Ways.to(path(kind, made), "right-made"))
          .orElseGet(() -> wrong(request, who, posted, "console.name-taken"));
    } catch (RefusedException noTitle) {
      return wrong(request, who, posted, "console.title-wrong");
    }
  }

  private Response wrong(Request request, Known who, Posted posted, String key) {
    return forms.wrong(request, posted, draft(who), "name", key);
  }

  private static String path(Kind kind, Named named) {
    return Console.ROOT + "/" + RightLine.word(kind) + "/" + named.id();
  }

  /** Members by their ids, and for a role what it carries and could carry. */
  private Response show(Kind kind, Request request, Known who) {
    RightsAdministration rights = rights(who);
    Named named = named(rights, kind, request, ID);
    long after = request.query("after").flatMap(OperatorForms::number).orElse(0L);
    List<Person> members = rights.members(kind, named, after, PAGE + 1);
    Optional<String> next =
        members.size() > PAGE
            ? Optional.of(path(kind, named) + "?after=" + members.get(PAGE - 1).id())
            : Optional.empty();
    List<RightLine> permissions =
        kind == Kind.ROLE ? RightLine.of(Kind.PERMISSION, rights) : List.of();
    List<String> carried = kind == Kind.ROLE ? rights.permissionsOf(named) : List.of();
    return forms.show(
        request,
        Draft.of("admin/right", who.resident())
            .with("right", RightLine.of(kind, named))
            .with("members", members.stream().limit(PAGE).map(Line::of).toList())
            .with("next", next)
            .with("carried", only(permissions, carried, true))
            .with("others", only(permissions, carried, false))
            .with("governs", who.may(Duty.ADMIN))
            .with("reserved", isReserved(kind, named)));
  }

  private static List<RightLine> only(List<RightLine> lines, List<String> names, boolean among) {
    return lines.stream().filter(line -> names.contains(line.name()) == among).toList();
  }

  /** Without them nobody would be an operator; commands alone delete them. */
  private static boolean isReserved(Kind kind, Named named) {
    return kind == Kind.PERMISSION && Duty.isReserved(named.name());
  }

  static Named named(RightsAdministration rights, Kind kind, Request request, String name) {
    return rights
        .find(kind, OperatorForms.id(request, name))
        .orElseThrow(NothingThereException::new);
  }

  private Response delete(Kind kind, Request request, Known who) {
    RightsAdministration rights = rights(who);
    rights.delete(kind, named(rights, kind, request, ID));
    return Ways.to(ALL, "right-deleted");
  }

  private Response carry(Request request, Known who, Posted posted) {
    RightsAdministration rights = rights(who);
    Named role = named(rights, Kind.ROLE, request, ID);
    Named permission =
        OperatorForms.number(posted.text(CARRIED))
            .flatMap(id -> rights.find(Kind.PERMISSION, id))
            .orElseThrow(NothingThereException::new);
    rights.grantToRole(permission, role);
    return Ways.to(path(Kind.ROLE, role), "right-given");
  }

  private Response drop(Request request, Known who, Posted posted) {
    RightsAdministration rights = rights(who);
    Named role = named(rights, Kind.ROLE, request, ID);
    rights.revokeFromRole(named(rights, Kind.PERMISSION, request, CARRIED), role);
    return Ways.to(path(Kind.ROLE, role), "right-taken");
  }
}
