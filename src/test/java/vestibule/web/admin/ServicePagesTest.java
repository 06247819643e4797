package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.service.Service;
import vestibule.core.operator.Duty;
import vestibule.core.secret.Secrets;

/** Programs with credentials of their own, in the console. */
class ServicePagesTest {

  private static final String ALL = "/admin/services";
  private static final Pattern SECRET = Pattern.compile("<code>(vsk_[0-9A-Za-z]{43})</code>");

  private final TestServer server = TestServer.shared();

  private DeskOperator admin;

  @BeforeEach
  void anAdmin() {
    admin = DeskOperator.of(server, Duty.ADMIN);
  }

  private Reply make(String... typed) {
    return admin.submit(admin.get(ALL), ALL, typed);
  }

  private Service named(String name) {
    return server.core().services().list().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String secret(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    Matcher secret = SECRET.matcher(reply.body());
    assertThat(secret.find()).as(reply.body()).isTrue();
    return secret.group(1);
  }

  private boolean works(String name, String secret) {
    return named(name).isKnownBy(Secrets.hash(secret), server.clock().instant());
  }

  @Test
  void aSecretIsShownOnceAndGivesWayToAnother() {
    String name = server.unique("service");
    String first = secret(make("name=" + name, "introspect=on"));
    assertThat(works(name, first)).isTrue();
    String path = ALL + "/" + named(name).id();
    Reply page = admin.get(path);
    assertThat(page.body()).contains(name, "introspect").doesNotContain(first, "vsk_");
    String second = secret(admin.submit(page, path + "/rotation"));
    assertThat(works(name, first)).isTrue();
    assertThat(works(name, second)).isTrue();
    Reply overlapping = admin.get(path);
    assertThat(overlapping.body()).contains("The secret before works until");
    String third = secret(admin.submit(overlapping, path + "/rotation", "at_once=on"));
    assertThat(works(name, second)).isFalse();
    assertThat(works(name, third)).isTrue();
    Reply deleted = admin.done(admin.get(path), path + "/removal");
    assertThat(deleted.body()).contains("The service is deleted.").doesNotContain(name);
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsWrongIsSaidWhereItIs() {
    Reply wrong = make("name=Two Words", "events:read=on");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("<p class=\"wrong\">This text is too long, or has characters")
        .contains("value=\"Two Words\"", "name=\"events:read\" checked>");
    Reply none = make("name=" + server.unique("service"));
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.body()).contains("Tick at least one.").doesNotContain("vsk_");
    String name = server.unique("service");
    secret(make("name=" + name, "introspect=on"));
    Reply taken = make("name=" + name, "introspect=on");
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.body()).contains("There is one of that name.");
  }

  @Test
  void whoOnlyHelpsIsShownThemAndNoForm() {
    String name = server.unique("service");
    secret(make("name=" + name, "introspect=on"));
    DeskOperator support = DeskOperator.of(server, Duty.SUPPORT);
    assertThat(support.get(ALL).body()).contains(name).doesNotContain("action=\"/admin/");
    assertThat(support.get(ALL + "/" + named(name).id()).body())
        .contains(name)
        .doesNotContain("action=\"/admin/");
  }
}
