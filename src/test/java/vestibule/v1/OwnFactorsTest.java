package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.json;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.factor.App;

/** Second factors at our own API: one-time codes and recovery codes. */
class OwnFactorsTest {

  private static final String ALL = "/v1/account/factors";
  private static final String PROOF_WANTED =
      problem(
          403,
          "proof_wanted",
          "Give the password once more, or a second factor where you have one, at"
              + " /v1/sessions/current/proof, and come again.");

  private TestServer server = TestServer.shared();

  private OwnPerson person;
  private String header;
  private App app;

  @BeforeEach
  void comeIn() {
    person = OwnPerson.confirmed(server);
    header = person.bearer();
  }

  private String now() {
    return app.code(server.clock().instant());
  }

  private String next() {
    return app.next(server.clock().instant());
  }

  private Reply add() {
    Reply offer = person.postAs(header, ALL + "/totp", "");
    app = new App(offer.text("secret"));
    Reply added =
        person.postAs(
            header,
            ALL + "/totp/complete",
            "'name':'telephone','enrolment':'%s','answer':'%s'",
            offer.text("enrolment"),
            now());
    return added;
  }

  @Test
  void anOfferHasAllThatAnApplicationNeeds() {
    Reply offer = person.postAs(header, ALL + "/totp", "");
    assertThat(offer.status()).isEqualTo(200);
    assertThat(offer.text("uri"))
        .isEqualTo(
            "otpauth://totp/Vestibule:%s?secret=%s&issuer=Vestibule&algorithm=SHA1&digits=6"
                .concat("&period=30")
                .formatted(person.name(), offer.text("secret")));
    assertThat(offer.text("qr")).startsWith("<svg ").endsWith("</svg>").doesNotContain("script");
    assertThat(offer.text("expires_in")).isEqualTo("900");
    assertThat(server.get(ALL, header).body()).isEqualTo("{\"items\":[],\"next\":null}");
  }

  @Test
  void codesAreAddedShownAndGivenUp() {
    Reply added = add();
    assertThat(added.status()).isEqualTo(201);
    String id = added.text("/factor/id");
    assertThat(added.header("Location")).contains(ALL + "/" + id);
    assertThat(added.json().at("/recovery_codes").size()).isEqualTo(10);
    Reply list = server.get(ALL, header);
    assertThat(list.body())
        .isEqualTo(
            json(
                "'items':[{'id':'%s','kind':'totp','name':'telephone','created':'%s',"
                    + "'last_used':'%s'}],'next':null",
                id, list.text("/items/0/created"), list.text("/items/0/last_used")));
    assertThat(server.get(ALL + "/recovery-codes", header).body()).isEqualTo("{\"left\":10}");
    assertThat(server.awaitMail(person.email()).subject()).isNotEmpty();
    assertThat(server.send("DELETE", ALL + "/" + id + "0", "", header).whole())
        .isEqualTo(problem(404, "factor_unknown", "You have no second factor with this id."));
    assertThat(server.send("DELETE", ALL + "/" + id, "", header).whole()).isEqualTo("204 ");
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void aSignInTellsWhichFactorsAreWantedAndTheSessionHasBoth() {
    add();
    Reply wanted = person.signIn();
    assertThat(wanted.whole())
        .isEqualTo(
            "401 "
                + json(
                    "'type':'about:blank','status':401,'code':'factor_wanted','detail':'The"
                        + " password is right; send the ticket with the answer to"
                        + " /v1/sessions/complete.','ticket':'%s','expires_in':300,"
                        + "'factors':['totp','recovery']",
                    wanted.text("ticket")));
    Reply no =
        post(
            server,
            "/v1/sessions/complete",
            "'ticket':'%s','answer':'%s'",
            wanted.text("ticket"),
            "000000");
    assertThat(no.text("code")).isEqualTo("credentials_wrong");
    Reply in =
        post(
            server,
            "/v1/sessions/complete",
            "'ticket':'%s','answer':'%s'",
            wanted.text("ticket"),
            next());
    assertThat(in.status()).isEqualTo(201);
    Reply whoami = server.get("/v1/whoami", OwnPerson.bearer(in));
    assertThat(whoami.text("/factors/0/name")).isEqualTo("password");
    assertThat(whoami.text("/factors/1/name")).isEqualTo("totp");
  }

  @Test
  void oneFactorMoreThanOnceIsRefused() {
    add();
    Reply offer = person.postAs(header, ALL + "/totp", "");
    app = new App(offer.text("secret"));
    assertThat(
            person
                .postAs(
                    header,
                    ALL + "/totp/complete",
                    "'enrolment':'%s','answer':'%s'",
                    offer.text("enrolment"),
                    now())
                .whole())
        .isEqualTo(problem(409, "factor_present", "The account has it already."));
  }

  @Test
  void whatIsWrongIsSaidOfItsField() {
    Reply offer = person.postAs(header, ALL + "/totp", "");
    app = new App(offer.text("secret"));
    assertThat(
            person
                .postAs(
                    header,
                    ALL + "/totp/complete",
                    "'enrolment':'%s','answer':'12345'",
                    offer.text("enrolment"))
                .whole())
        .isEqualTo(wrong("/answer", "answer_wrong", "This proves nothing, or was used."));
    assertThat(
            person
                .postAs(header, ALL + "/totp/complete", "'enrolment':'x','answer':'%s'", now())
                .whole())
        .isEqualTo(wrong("/enrolment", "enrolment_invalid", "It is none of yours, or too old."));
    assertThat(
            person
                .postAs(
                    header,
                    ALL + "/totp/complete",
                    "'name':'%s','enrolment':'%s','answer':'%s'",
                    "x".repeat(101),
                    offer.text("enrolment"),
                    now())
                .text("/errors/0/pointer"))
        .isEqualTo("/name");
    assertThat(
            person
                .postAs(header, ALL + "/passkeys/complete", "'answer':'{}'")
                .text("/errors/0/code"))
        .isEqualTo("answer_wrong");
  }

  @Test
  void whoHasNotProvedWhoTheyAreDoesNothingOfIt() {
    try (TestServer own = TestServer.start("VESTIBULE_V1_ACCESS_LIFETIME=1d")) {
      server = own;
      comeIn();
      String id = add().text("/factor/id");
      server.clock().advance(Duration.ofMinutes(10));
      assertAProofIsWanted(id);
    }
  }

  private void assertAProofIsWanted(String id) {
    List.of("/totp", "/totp/complete", "/passkeys", "/passkeys/complete", "/recovery-codes")
        .forEach(
            path ->
                assertThat(person.postAs(header, ALL + path, "").whole()).isEqualTo(PROOF_WANTED));
    assertThat(server.send("DELETE", ALL + "/" + id, "", header).whole()).isEqualTo(PROOF_WANTED);
    assertThat(
            person
                .postAs(
                    header,
                    "/v1/account/password",
                    "'password':'%s','new_password':'another horse 8'",
                    PASSWORD)
                .whole())
        .isEqualTo(PROOF_WANTED);
    assertThat(person.postAs(header, "/v1/account/deletion", "'password':'%s'", PASSWORD).whole())
        .isEqualTo(PROOF_WANTED);
    assertThat(
            person
                .postAs(header, "/v1/sessions/current/proof", "'password':'%s'", PASSWORD)
                .status())
        .isEqualTo(204);
    assertThat(person.postAs(header, ALL + "/totp", "").whole()).isEqualTo(PROOF_WANTED);
    assertThat(person.postAs(header, "/v1/sessions/current/proof", "'answer':'%s'", "1").whole())
        .isEqualTo(wrong("/answer", "answer_wrong", "This proves nothing, or was used."));
    assertThat(person.postAs(header, "/v1/sessions/current/proof", "'answer':'%s'", now()).status())
        .isEqualTo(204);
    assertThat(person.postAs(header, ALL + "/totp", "").status()).isEqualTo(200);
    assertThat(server.send("DELETE", ALL + "/" + id, "", header).status()).isEqualTo(204);
  }

  @Test
  void strangersDoNothingOfIt() {
    for (String path : List.of("", "/recovery-codes")) {
      assertThat(server.get(ALL + path).status()).isEqualTo(401);
    }
    for (String path : List.of("/totp", "/totp/complete", "/passkeys", "/recovery-codes")) {
      assertThat(post(server, ALL + path, "").status()).isEqualTo(401);
    }
    assertThat(server.send("DELETE", ALL + "/1", "").status()).isEqualTo(401);
  }

  @Test
  void aLostFactorIsGivenUpByARecoveryCode() {
    Reply added = add();
    String ticket = person.signIn().text("ticket");
    Reply in =
        post(
            server,
            "/v1/sessions/complete",
            "'ticket':'%s','answer':'%s'",
            ticket,
            added.text("/recovery_codes/3"));
    assertThat(in.status()).isEqualTo(201);
    String mine = OwnPerson.bearer(in);
    assertThat(server.get(ALL + "/recovery-codes", mine).body()).isEqualTo("{\"left\":9}");
    assertThat(server.send("DELETE", ALL + "/" + added.text("/factor/id"), "", mine).status())
        .isEqualTo(204);
    assertThat(person.signIn().status()).isEqualTo(201);
  }

  @Test
  void newRecoveryCodesAreShownOnceAndTheOldOnesDie() {
    Reply added = add();
    Reply fresh = person.postAs(header, ALL + "/recovery-codes", "");
    assertThat(fresh.status()).isEqualTo(201);
    assertThat(fresh.json().at("/recovery_codes").size()).isEqualTo(10);
    String ticket = person.signIn().text("ticket");
    assertThat(
            post(
                    server,
                    "/v1/sessions/complete",
                    "'ticket':'%s','answer':'%s'",
                    ticket,
                    added.text("/recovery_codes/0"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aTicketOfAPasswordThatIsNotEnoughOpensNoOffer() {
    add();
    String ticket = person.signIn().text("ticket");
    assertThat(post(server, "/v1/sessions/enrolment", "'ticket':'%s'", ticket).whole())
        .isEqualTo(problem(409, "factor_present", "The account has it already."));
    assertThat(post(server, "/v1/sessions/enrolment", "'ticket':'nobody'").text("code"))
        .isEqualTo("credentials_wrong");
  }
}
