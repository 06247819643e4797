package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.personal.Student.error;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.core.model.Rights;

/** {@code GET /account/me} (docs/contracts E.4). */
class MeTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String UNDEFINED = error(403, "Undefined token");
  private static final String NO_ACCESS = error(403, "Нет доступа!");

  private static Reply me(String... headers) {
    return SERVER.get("/account/me", headers);
  }

  private static long id(Student student) {
    return Long.parseLong(student.registered().text("id"));
  }

  @Test
  void theUserObjectEchoesTheTokenThatWasPresented() {
    Student student = Student.registered(SERVER);
    String whole = student.registered().whole();
    String token = student.token();
    assertThat(me("Authorization: " + token).whole()).isEqualTo(whole);
    assertThat(me("Authorization: Bearer " + token).whole()).isEqualTo(whole);
    assertThat(me("Authorization: Token " + token).whole()).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer ", "BEARER ", "bEaReR ", "token ", "TOKEN "})
  void theWordBeforeATokenIsReadInAnyCase(String word) {
    Student student = Student.registered(SERVER);
    assertThat(me("Authorization: " + word + student.token()).whole())
        .isEqualTo(student.registered().whole());
  }

  @Test
  void groupsRolesAndPermissionsAreListed() {
    Student student = Student.registered(SERVER);
    var grants = SERVER.core().rights();
    Rights.Named group =
        grants.create(Rights.Kind.GROUP, SERVER.unique("Группа \"1\"")).orElseThrow();
    Rights.Named role = grants.create(Rights.Kind.ROLE, SERVER.unique("teacher")).orElseThrow();
    Rights.Named own = grants.create(Rights.Kind.PERMISSION, SERVER.unique("b")).orElseThrow();
    Rights.Named ofRole = grants.create(Rights.Kind.PERMISSION, SERVER.unique("a")).orElseThrow();
    grants.grant(Rights.Kind.GROUP, group, id(student));
    grants.grant(Rights.Kind.ROLE, role, id(student));
    grants.grant(Rights.Kind.PERMISSION, own, id(student));
    grants.grantToRole(ofRole, role);
    assertThat(student.me().body())
        .isEqualTo(
            student
                .registered()
                .body()
                .replace(
                    "\"groups\":[],\"roles\":[],\"permissions\":[]",
                    "\"groups\":[{\"id\":%s,\"name\":%s}],\"roles\":[{\"id\":%s,\"name\":\"%s\"}],"
                            .formatted(
                                group.id(), Student.quoted(group.name()), role.id(), role.name())
                        + "\"permissions\":[\"%s\",\"%s\"]".formatted(ofRole.name(), own.name())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Token abc",
        "0123456789abcdef",
        "Basic 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "Bearer  0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "00123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void aTokenOfAnotherLengthIsUndefined(String value) {
    assertThat(me("Authorization: " + value).whole()).isEqualTo(UNDEFINED);
  }

  @Test
  void noTokenIsUndefined() {
    Member member = Member.registered(SERVER);
    assertThat(me().whole()).isEqualTo(UNDEFINED);
    assertThat(me(Member.inCookie(member.token())).whole()).isEqualTo(UNDEFINED);
    assertThat(me(Member.bearer(member.token())).whole()).isEqualTo(UNDEFINED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "' or ''='                                                      .",
        "Bearer 0123456789abcdef0123456789abcdef0123456789abcdef012345678",
      })
  void anUnknownTokenOfTheRightLengthHasNoAccess(String value) {
    assertThat(value).hasSize(64);
    assertThat(me("Authorization: " + value).whole()).isEqualTo(NO_ACCESS);
  }

  @Test
  void theTokensHashAndItsUpperCaseAreNoTokens() {
    Student student = Student.registered(SERVER);
    String hash = vestibule.core.secret.Digests.sha256Hex(student.token());
    assertThat(me("Authorization: " + hash).whole()).isEqualTo(NO_ACCESS);
    assertThat(me("Authorization: " + student.token().toUpperCase()).whole()).isEqualTo(NO_ACCESS);
  }

  @Test
  void aDisabledOrDeletedAccountHasNoAccess() {
    Student student = Student.registered(SERVER);
    SERVER.core().administration().disable(id(student));
    assertThat(student.me().whole()).isEqualTo(NO_ACCESS);
    SERVER.core().administration().enable(id(student));
    assertThat(student.me().whole()).isEqualTo(NO_ACCESS);
    SERVER.core().administration().delete(id(student));
    assertThat(student.me().whole()).isEqualTo(NO_ACCESS);
  }

  @Test
  void aTokenEndsAfterAYearWithoutUse() {
    try (TestServer server = TestServer.start()) {
      Student student = Student.registered(server);
      server.clock().advance(Duration.ofDays(364));
      assertThat(student.me().status()).isEqualTo(200);
      Student other = Student.registered(server);
      server.clock().advance(Duration.ofDays(367));
      assertThat(other.me().whole()).isEqualTo(NO_ACCESS);
    }
  }

  @Test
  void thePictureIsFoundUnderTheAssetsUrl() {
    try (TestServer server = TestServer.start("VESTIBULE_ASSETS_URL=https://cdn.example/x")) {
      assertThat(Student.registered(server).registered().text("avatar"))
          .isEqualTo("https://cdn.example/x/assets/static/unknown_avatar.jpg");
    }
  }
}
