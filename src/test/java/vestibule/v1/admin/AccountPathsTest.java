package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;

/** Accounts as operators find and see them. */
class AccountPathsTest {

  private static final TestServer SERVER = TestServer.shared();

  private static TestOperator reader;

  @BeforeAll
  static void somebodyLooks() {
    reader = TestOperator.of(SERVER, Duty.READ);
  }

  private static Reply search(String query, String more) {
    return reader.get(
        "/v1/admin/accounts?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
  }

  @Test
  void whatIsFoundIsShownInOneLine() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    Reply found = search(person.name().toUpperCase(), "");
    String created = found.text("/items/0/created");
    assertThat(found.whole())
        .isEqualTo(
            ("200 {'items':[{'id':'%d','found':'%s','username':'%s','email':'%s',"
                    + "'email_verified':true,'status':'active','duty':null,'created':'%s'}],"
                    + "'next':null}")
                .replace('\'', '"')
                .formatted(person.id(), person.name(), person.name(), person.email(), created));
    assertThat(found.header("Cache-Control")).contains("no-store");
    assertThat(search(reader.person().name(), "").text("/items/0/duty")).isEqualTo("read");
    assertThat(search(person.email(), "").json().at("/items/0/found").isNull()).isTrue();
    assertThat(search(Long.toString(person.id()), "").text("/items/0/id"))
        .isEqualTo(Long.toString(person.id()));
  }

  @Test
  void pagesFollowTheirLinks() {
    String start = SERVER.unique("page");
    List<String> made = new ArrayList<>();
    for (String end : List.of("a", "b", "ё", "d &?")) {
      OwnPerson person = new OwnPerson(SERVER, start + end.strip().substring(0, 1));
      assertThat(person.register().status()).isEqualTo(201);
      made.add(person.name());
    }
    List<String> seen = new ArrayList<>();
    Reply page = search(start, "&limit=1");
    seen.addAll(names(page));
    while (page.header("Link").isPresent()) {
      String link = page.header("Link").orElseThrow();
      assertThat(link).matches("</v1/admin/accounts\\?query=.*&after=.*&limit=1>; rel=\"next\"");
      page = reader.get(link.substring(1, link.indexOf('>')));
      seen.addAll(names(page));
      assertThat(seen).hasSizeLessThan(9);
    }
    assertThat(seen).containsExactly(made.get(0), made.get(1), made.get(3), made.get(2));
  }

  private static List<String> names(Reply page) {
    return page.json()
        .path("items")
        .valueStream()
        .map(it -> it.path("username").asString())
        .toList();
  }

  @Test
  void whatCannotBeALimitIsRefused() {
    for (String limit : List.of("0", "201", "x", "-1")) {
      assertThat(search("ada", "&limit=" + limit).status()).as(limit).isEqualTo(400);
    }
    assertThat(search("a\u0000", "").body()).isEqualTo("{\"items\":[],\"next\":null}");
    assertThat(search("a", "&after=%00").body()).isEqualTo("{\"items\":[],\"next\":null}");
  }

  @Test
  void anAccountIsShownWithAllThatItsPersonGets() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    String header = person.bearer();
    Reply shown = reader.get("/v1/admin/accounts/" + person.id());
    assertThat(shown.text("status")).isEqualTo("active");
    assertThat(shown.text("recovery_codes_left")).isEqualTo("0");
    assertThat(shown.json().at("/kept/account/username").asString()).isEqualTo(person.name());
    assertThat(shown.json().at("/kept/addresses/0/verified").booleanValue()).isTrue();
    assertThat(shown.json().at("/kept/sessions").size()).isEqualTo(1);
    assertThat(shown.json().at("/kept/events/0/kind").asString()).isEqualTo("signed_in");
    // Of its codes the person is told those alone that say nothing of other owners.
    assertThat(shown.json().at("/kept/codes").size()).isEqualTo(2);
    for (String part : List.of("account", "profile", "password", "sessions", "mails", "events")) {
      assertThat(shown.json().path("kept").path(part))
          .isEqualTo(SERVER.get("/v1/account/export", header).json().path(part));
    }
    assertThat(shown.body()).doesNotContain("$argon2");
  }

  @Test
  void anAccountThatIsNotThereIsSaidSo() {
    for (String id : List.of("0", "9007199254740991", "99999999999999999999")) {
      assertThat(reader.get("/v1/admin/accounts/" + id).whole())
          .isEqualTo(
              "404 {\"type\":\"about:blank\",\"status\":404,\"code\":\"account_unknown\","
                  + "\"detail\":\"There is no account with this id.\"}");
    }
  }
}
