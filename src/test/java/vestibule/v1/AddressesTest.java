package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code /v1/account/addresses}: a person's own addresses and no others. */
class AddressesTest {

  private static final String ALL = "/v1/account/addresses";

  private final TestServer server = TestServer.shared();

  private static String item(Reply reply) {
    return reply.body();
  }

  @Test
  void oneIsAddedConfirmedPreferredAndTheOtherRemoved() {
    OwnPerson person = OwnPerson.confirmed(server);
    String me = person.bearer();
    String email = server.unique("second") + "@example.org";
    Reply added = person.postAs(me, ALL, "'email':'%s'", email);
    String id = added.text("id");
    assertThat(added.whole())
        .isEqualTo(
            "201 "
                + OwnPerson.json(
                    "'id':'%s','email':'%s','verified':false,'primary':false", id, email));
    assertThat(added.header("Location")).contains(ALL + "/" + id);
    assertThat(person.postAs(me, ALL + "/" + id + "/primary", "").whole())
        .isEqualTo(
            problem(
                409, "address_unverified", "Only a confirmed address can become the primary one."));
    post(server, "/v1/confirmations/complete", "'code':'%s'", server.awaitMail(email).code());
    Reply preferred = server.send("POST", ALL + "/" + id + "/primary", null, me);
    assertThat(preferred.whole())
        .isEqualTo(
            "200 "
                + OwnPerson.json(
                    "'id':'%s','email':'%s','verified':true,'primary':true", id, email));
    assertThat(server.send("DELETE", ALL + "/" + id, null, me).whole())
        .isEqualTo(problem(409, "address_primary", "The primary address cannot be removed."));
    String first = server.get(ALL, me).text("/items/0/id");
    assertThat(server.send("DELETE", ALL + "/" + first, null, me).whole()).isEqualTo("204 ");
    assertThat(server.get(ALL, me).whole())
        .isEqualTo("200 {\"items\":[" + item(preferred) + "],\"next\":null}");
    assertThat(server.send("DELETE", ALL + "/" + first, null, me).whole())
        .isEqualTo(problem(404, "address_unknown", "You have no address with this id."));
    assertThat(server.get("/v1/account", me).text("email")).isEqualTo(email);
  }

  @ParameterizedTest
  @CsvSource({
    "'', field_missing, This is needed.",
    "'''email'':1', type_wrong, This must be a text.",
    "'''email'':''x''', email_invalid, No mail can be sent to that."
  })
  void whatIsNoAddressIsTold(String members, String code, String detail) {
    OwnPerson person = OwnPerson.registered(server);
    assertThat(person.postAs(person.bearer(), ALL, members).whole())
        .isEqualTo(wrong("/email", code, detail));
  }

  @Test
  void oneThatIsTakenIsTold() {
    OwnPerson person = OwnPerson.registered(server);
    OwnPerson other = OwnPerson.registered(server);
    String me = person.bearer();
    for (String email : List.of(person.email(), other.email())) {
      assertThat(person.postAs(me, ALL, "'email':'%s'", email).whole())
          .isEqualTo(wrong("/email", "email_taken", "An account has this address."));
    }
  }

  @Test
  void foreignIdsAreUnknownAndSoAreNumbersBeyondAll() {
    OwnPerson other = OwnPerson.registered(server);
    String theirs = server.get(ALL, other.bearer()).text("/items/0/id");
    String me = OwnPerson.registered(server).bearer();
    for (String id : List.of(theirs, "0", "9".repeat(16), "9".repeat(17), "9".repeat(40))) {
      assertThat(server.send("DELETE", ALL + "/" + id, null, me).text("code"))
          .isEqualTo("address_unknown");
      assertThat(server.send("POST", ALL + "/" + id + "/primary", null, me).text("code"))
          .isEqualTo("address_unknown");
    }
    assertThat(server.get(ALL, other.bearer()).json().at("/items").size()).isEqualTo(1);
  }

  @Test
  void aListComesInPagesAndEndsAtTwenty() {
    OwnPerson person = OwnPerson.registered(server);
    String me = person.bearer();
    String name = server.unique("many");
    for (int i = 1; i < 20; i++) {
      assertThat(person.postAs(me, ALL, "'email':'%s%s@example.org'", name, i).status())
          .isEqualTo(201);
    }
    assertThat(person.postAs(me, ALL, "'email':'%s20@example.org'", name).whole())
        .isEqualTo(problem(409, "addresses_full", "An account has 20 addresses at most."));
    List<String> seen = new ArrayList<>();
    String query = "?limit=8";
    for (int page = 0; page < 3; page++) {
      Reply reply = server.get(ALL + query, me);
      reply.json().get("items").forEach(item -> seen.add(item.get("id").asString()));
      boolean last = page == 2;
      assertThat(reply.json().get("next").isNull()).isEqualTo(last);
      query = last ? "" : "?after=" + reply.text("next") + "&limit=8";
      assertThat(reply.header("Link").isEmpty()).isEqualTo(last);
      if (!last) {
        assertThat(reply.header("Link")).contains("<" + ALL + query + ">; rel=\"next\"");
      }
    }
    assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    assertThat(server.get(ALL + "?limit=201", me).text("code")).isEqualTo("parameter_invalid");
  }

  @Test
  void whoHasNotJustProvedWhoTheyAreChangesNone() {
    try (TestServer own = TestServer.start("VESTIBULE_V1_ACCESS_LIFETIME=1d")) {
      OwnPerson person = OwnPerson.confirmed(own);
      String me = person.bearer();
      String id = own.get(ALL, me).text("/items/0/id");
      own.clock().advance(Duration.ofMinutes(10));
      assertThat(own.get(ALL, me).status()).isEqualTo(200);
      for (Reply reply :
          List.of(
              person.postAs(me, ALL, "'email':'n@example.org'"),
              own.send("POST", ALL + "/" + id + "/primary", null, me),
              own.send("DELETE", ALL + "/" + id, null, me))) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("code")).isEqualTo("proof_wanted");
      }
      person.postAs(me, "/v1/sessions/current/proof", "'password':'%s'", PASSWORD);
      assertThat(person.postAs(me, ALL, "'email':'n@example.org'").status()).isEqualTo(201);
    }
  }

  /** A session of any door is proved here. */
  @Test
  void theKeyOfAnotherDoorIsProvedTheSameWay() {
    try (TestServer own = TestServer.start()) {
      OwnPerson person = OwnPerson.confirmed(own);
      String key =
          "Authorization: Token "
              + own.json(
                      "POST",
                      "/auth/login/",
                      "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(person.email(), PASSWORD))
                  .text("token");
      own.clock().advance(Duration.ofDays(1));
      assertThat(person.postAs(key, ALL, "'email':'n@example.org'").text("code"))
          .isEqualTo("proof_wanted");
      assertThat(
              person.postAs(key, "/v1/sessions/current/proof", "'password':'%s'", PASSWORD).whole())
          .isEqualTo("204 ");
      assertThat(person.postAs(key, ALL, "'email':'n@example.org'").status()).isEqualTo(201);
    }
  }

  @Test
  void underStrictPrivacyNobodyLearnsWhoseAnAddressIs() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      OwnPerson owner = OwnPerson.confirmed(strict);
      OwnPerson person = OwnPerson.confirmed(strict);
      String me = person.bearer();
      Reply taken = person.postAs(me, ALL, "'email':'%s'", owner.email());
      assertThat(taken.status()).isEqualTo(201);
      assertThat(taken.text("verified")).isEqualTo("false");
      assertThat(strict.send("DELETE", ALL + "/" + taken.text("id"), null, me).status())
          .isEqualTo(204);
      assertThat(owner.signIn().status()).isEqualTo(201);
    }
  }
}
