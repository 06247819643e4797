package vestibule.v1.admin;

import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.administration.AccountSearch;
import vestibule.core.operator.Operator;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** {@code /v1/admin/accounts}: people's accounts, found and looked at. */
final class AccountPaths {

  static final String ALL = Admin.ROOT + "/accounts";
  static final String ONE = ALL + "/{id:digits}";

  private static final String QUERY = "query";
  private static final String AFTER = "after";

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  /** Of each kind, the newest: enough to see what is going on. */
  private static final int MOST_SHOWN = 200;

  private final AdminUseCases core;

  /** The operator who asks. */
  private record Self(String account, String duty) {}

  AccountPaths(AdminUseCases core) {
    this.core = core;
  }

  void mount(Routes routes, AdminCaller caller) {
    routes.guarded(caller::reading).get(Admin.ROOT, this::self);
    routes.guarded(caller::reading).get(ALL, this::search);
    routes.guarded(caller::reading).get(ONE, this::show);
  }

  private Response self(Request request, Operator operator) {
    return Answers.json(
        200, new Self(Answers.id(operator.account()), AccountLineJson.small(operator.duty())));
  }

  private Response search(Request request, Operator operator) {
    int limit = Keyset.limit(request);
    String query = request.query(QUERY).orElse("");
    AccountSearch.Matches found = core.search().find(query, request.query(AFTER).orElse(""), limit);
    return Keyset.page(
        found.items().stream().map(AccountLineJson::of).toList(),
        found.next(),
        next ->
            ALL
                + "?query="
                + Keyset.encoded(query)
                + "&after="
                + Keyset.encoded(next)
                + "&limit="
                + limit);
  }

  private Response show(Request request, Operator operator) {
    return Answers.json(200, shown(id(request)));
  }

  private OneAccountJson shown(long account) {
    return core.records()
        .dossier(account, MOST_SHOWN)
        .map(OneAccountJson::of)
        .orElseThrow(AccountPaths::unknown);
  }

  /** The account that a path names, which need not be there. */
  static long id(Request request) {
    return number(request.pathValue("id")).orElseThrow(AccountPaths::unknown);
  }

  static Optional<Long> number(String text) {
    return Optional.of(text).filter(NUMBER.asMatchPredicate()).map(Long::parseLong);
  }

  static ProblemException unknown() {
    return new ProblemException(
        Problems.of(404, "account_unknown", "There is no account with this id."));
  }
}
