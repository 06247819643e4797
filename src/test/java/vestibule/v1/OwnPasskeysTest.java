package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;
import vestibule.core.factor.App;
import vestibule.core.model.Rights;
import vestibule.passkey.Device;

/** Passkeys at our own API, and the factor that somebody adds on the way in. */
class OwnPasskeysTest {

  private static final String ALL = "/v1/account/factors";
  private static final String SITE = "http://localhost";

  private TestServer server = TestServer.shared();
  private final Device device = Device.at(SITE);

  private OwnPerson person;
  private String header;

  @BeforeEach
  void comeIn() {
    person = OwnPerson.confirmed(server);
    header = person.bearer();
  }

  private static String text(String json) {
    return JsonMapper.shared().writeValueAsString(json);
  }

  private Reply add() {
    Reply offer = person.postAs(header, ALL + "/passkeys", "");
    return server.json(
        "POST",
        ALL + "/passkeys/complete",
        "{\"name\":\"laptop\",\"answer\":" + text(device.make(offer.body())) + "}",
        header);
  }

  private Reply enter(String answer, String more, String... headers) {
    return server.json(
        "POST",
        "/v1/sessions/passkeys/complete",
        "{\"answer\":" + text(answer) + more + "}",
        headers);
  }

  private String signedAlone() {
    return device.sign(post(server, "/v1/sessions/passkeys", "").body());
  }

  @Test
  void whatADeviceIsAskedIsAsBrowsersReadIt() {
    Reply offer = person.postAs(header, ALL + "/passkeys", "");
    assertThat(offer.status()).isEqualTo(200);
    assertThat(offer.json().propertyNames())
        .containsExactly(
            "rp",
            "user",
            "challenge",
            "pubKeyCredParams",
            "timeout",
            "excludeCredentials",
            "authenticatorSelection",
            "attestation");
    assertThat(offer.text("/rp/id")).isEqualTo("localhost");
    assertThat(offer.text("/user/name")).isEqualTo(person.name());
    Reply added = add();
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    assertThat(added.json().at("/recovery_codes").size()).isEqualTo(10);
    Reply again = person.postAs(header, ALL + "/passkeys", "");
    assertThat(again.json().at("/excludeCredentials").size()).isEqualTo(1);
    assertThat(again.text("/excludeCredentials/0/transports/0")).isEqualTo("hybrid");
  }

  @Test
  void aSignInHandsOutWhatTheDeviceIsToSign() {
    add();
    Reply wanted = person.signIn();
    assertThat(wanted.json().at("/factors").toString()).isEqualTo("[\"passkey\",\"recovery\"]");
    String signed = device.sign(wanted.json().at("/passkey").toString());
    Reply in =
        server.json(
            "POST",
            "/v1/sessions/complete",
            "{\"ticket\":\"" + wanted.text("ticket") + "\",\"answer\":" + text(signed) + "}");
    assertThat(in.status()).as(in.body()).isEqualTo(201);
    Reply whoami = server.get("/v1/whoami", OwnPerson.bearer(in));
    assertThat(whoami.text("/factors/1/name")).isEqualTo("passkey");
  }

  @Test
  void aPasskeyLetsInAloneByTokensOrACookie() {
    add();
    Reply in = enter(signedAlone(), "");
    assertThat(in.status()).as(in.body()).isEqualTo(201);
    Reply whoami = server.get("/v1/whoami", OwnPerson.bearer(in));
    assertThat(whoami.text("username")).isEqualTo(person.name());
    assertThat(whoami.json().at("/factors").size()).isEqualTo(1);
    assertThat(enter(signedAlone(), ",\"cookies\":true").text("code")).isEqualTo("origin_foreign");
    Reply browser = enter(signedAlone(), ",\"cookies\":true", "Sec-Fetch-Site: same-origin");
    assertThat(browser.status()).isEqualTo(201);
    assertThat(browser.cookie("__Host-vestibule")).hasSize(64);
  }

  @Test
  void whatWasSignedIsGoodOnceHoweverManySendIt() {
    add();
    String signed = signedAlone();
    List<Integer> statuses = Together.run(6, _ -> enter(signed, "").status());
    assertThat(statuses).containsOnly(201, 401).containsOnlyOnce(201);
    assertThat(enter(signed, "").whole())
        .isEqualTo(problem(401, "credentials_wrong", "That does not let anybody in."));
  }

  @Test
  void whatIsNoPasskeyOfAnybodyLetsNobodyIn() {
    Device stranger = Device.at(SITE);
    stranger.make(person.postAs(header, ALL + "/passkeys", "").body());
    String signed = stranger.sign(post(server, "/v1/sessions/passkeys", "").body());
    for (String bad : List.of("", "x", "{}", signed, signed.replace("userHandle", "other"))) {
      assertThat(enter(bad, "").text("code")).isEqualTo("credentials_wrong");
    }
  }

  @Test
  void aPasskeyProvesOnceMoreWhoItIs() {
    try (TestServer own = TestServer.start("VESTIBULE_V1_ACCESS_LIFETIME=1d")) {
      server = own;
      comeIn();
      assertAPasskeyProves();
    }
  }

  private void assertAPasskeyProves() {
    add();
    server.clock().advance(Duration.ofMinutes(10));
    assertThat(person.postAs(header, ALL + "/totp", "").text("code")).isEqualTo("proof_wanted");
    String signed = device.sign(person.postAs(header, "/v1/sessions/current/passkey", "").body());
    String body = "{\"answer\":" + text(signed) + "}";
    assertThat(server.json("POST", "/v1/sessions/current/proof", body, header).status())
        .isEqualTo(204);
    assertThat(person.postAs(header, ALL + "/totp", "").status()).isEqualTo(200);
    assertThat(
            server.json("POST", "/v1/sessions/current/proof", body, header).text("/errors/0/code"))
        .isEqualTo("answer_wrong");
  }

  @Test
  void whoHasNoFactorHasNothingToSign() {
    assertThat(person.postAs(header, "/v1/sessions/current/passkey", "").text("code"))
        .isEqualTo("factor_unknown");
  }

  @Test
  void whoNeedsAFactorAddsItOnTheWayIn() {
    try (TestServer strict = TestServer.start("VESTIBULE_FACTORS_REQUIRED_ROLES=staff")) {
      OwnPerson one = OwnPerson.confirmed(strict);
      Rights.Named staff = strict.core().rights().create(Rights.Kind.ROLE, "staff").orElseThrow();
      strict.core().rights().grant(Rights.Kind.ROLE, staff, one.id());
      Reply wanted = one.signIn();
      assertThat(wanted.text("code")).isEqualTo("enrolment_wanted");
      assertThat(
              strict
                  .json(
                      "POST",
                      "/user_account/login",
                      "{\"username\":\"%s\",\"pwd\":\"%s\"}"
                          .formatted(one.name(), OwnPerson.PASSWORD))
                  .whole())
          .isEqualTo("401 {\"msg\":\"Wrong username or password\"}\n");
      String ticket = wanted.text("ticket");
      Reply offer = post(strict, "/v1/sessions/enrolment", "'ticket':'%s'", ticket);
      assertThat(offer.status()).isEqualTo(200);
      String code = new App(offer.text("secret")).code(strict.clock().instant());
      ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
      Together.run(
          3,
          _ ->
              replies.add(
                  post(
                      strict,
                      "/v1/sessions/complete",
                      "'ticket':'%s','enrolment':'%s','answer':'%s'",
                      ticket,
                      offer.text("enrolment"),
                      code)));
      Reply in = replies.stream().filter(reply -> reply.status() == 201).findFirst().orElseThrow();
      assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
      assertThat(in.json().at("/recovery_codes").size()).isEqualTo(10);
      String mine = OwnPerson.bearer(in);
      Reply list = strict.get(ALL, mine);
      assertThat(list.json().at("/items").size()).isEqualTo(1);
      assertThat(strict.send("DELETE", ALL + "/" + list.text("/items/0/id"), "", mine).text("code"))
          .isEqualTo("factor_required");
      assertThat(one.signIn().text("code")).isEqualTo("factor_wanted");
    }
  }
}
