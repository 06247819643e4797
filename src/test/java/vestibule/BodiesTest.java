package vestibule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.RawClient;
import vestibule.http.RawClient.Answer;

/**
 * Bodies at the contracts' doors, byte by byte, as Flask 3 and as Django 4.2 with Django REST
 * framework 3.14 took them: each case was sent to them.
 */
class BodiesTest {

  private static final String ACCOUNT = "{\"email\":\"nobody@example.org\",\"password\":\"жé\"}";
  private static final List<String> DJANGO = List.of("/api/token/", "/auth/login/");

  private final TestServer server = TestServer.shared();

  private Answer post(String path, String type, byte[] body) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nbrowser: b\r\nContent-Type: "
              + type
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      return client.send(new String(body, ISO_8859_1)).answer();
    }
  }

  private Answer post(String path, String type, String body, String charset) throws IOException {
    return post(path, type, body.getBytes(Charset.forName(charset)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aBAndETakeAByteOrderMark(String charset) throws IOException {
    String flask = "{\"username\":\"nobody\",\"pwd\":\"жé\"}";
    String wish = "{\"login\":\"nobody\",\"password\":\"жé\"}";
    for (String mark : List.of("", "\ufeff")) {
      assertThat(post("/user_account/login", "application/json", mark + flask, charset).body())
          .contains("Wrong username or password");
      assertThat(post("/api/login", "application/json", mark + flask, charset).body())
          .contains("Wrong username or password");
      assertThat(post("/account/login", "application/json", mark + wish, charset).body())
          .contains("не найден");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=latin-1, true",
    "application/vnd.api+json, true",
    "Application/LD+JSON; charset=utf-8, true",
    "text/json, false",
    "text/x+json, false",
    "application/json+x, false",
    "application/jsonp, false",
    "application/*, false"
  })
  void aBAndETakeEveryTypeOfJsonThatFlaskDoes(String type, boolean taken) throws IOException {
    String flask = "{\"username\":\"nobody\",\"pwd\":\"a\"}";
    String wish = "{\"login\":\"nobody\",\"password\":\"a\"}";
    assertThat(post("/user_account/login", type, flask, "UTF-8").status())
        .isEqualTo(taken ? 401 : 415);
    assertThat(post("/api/login", type, flask, "UTF-8").body().contains("Wrong username"))
        .isEqualTo(taken);
    assertThat(post("/account/login", type, wish, "UTF-8").body().contains("не найден"))
        .isEqualTo(taken);
  }

  @Test
  void cAndDTakeNoByteOrderMark() throws IOException {
    for (String path : DJANGO) {
      Answer answer = post(path, "application/json", "\ufeff" + ACCOUNT, "UTF-8");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body())
          .isEqualTo(
              "{\"detail\":\"JSON parse error - Unexpected UTF-8 BOM (decode using utf-8-sig):"
                  + " line 1 column 1 (char 0)\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8, true",
    "utf-16, UTF-16LE, true",
    "utf-16-le, UTF-16LE, true",
    "koi8-r, UTF-8, true",
    "nonsense, UTF-8, true",
    "utf-8, windows-1251, false",
    "ascii, UTF-8, false"
  })
  void cAndDReadJsonInTheCharsetItNames(String name, String charset, boolean read)
      throws IOException {
    for (String path : DJANGO) {
      String text = charset.startsWith("w") ? ACCOUNT.replace("é", "") : ACCOUNT;
      Answer answer = post(path, "application/json; charset=" + name, text, charset);
      assertThat(answer.body().contains("JSON parse error")).isEqualTo(!read);
      assertThat(answer.status()).isEqualTo(read && path.startsWith("/api") ? 401 : 400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name=%s",
        "name = \"%s\"",
        "NAME=\"%s\"",
        "name*=utf-8''%s",
        "name=\"%s\"; filename=\"\""
      })
  void cAndDTakeTheFormsOfOldClients(String name) throws IOException {
    String head = "--a:b c\r\nContent-Disposition: form-data; ";
    String body =
        head
            + name.replace("%s", "email")
            + "\r\n\r\nnobody@example.org\r\n"
            + head
            + name.replace("%s", "password")
            + "\r\n\r\n100%\r\n--a:b c--";
    for (String path : DJANGO) {
      Answer parts = post(path, "multipart/form-data; boundary=a:b c", body, "UTF-8");
      assertThat(parts.body()).containsAnyOf("No active account", "Invalid credentials");
      Answer form =
          post(
              path,
              "application/x-www-form-urlencoded; charset=latin-1",
              "email=nobody@example.org&password=100%",
              "UTF-8");
      assertThat(form.body()).isEqualTo(parts.body());
    }
  }

  @Test
  void aFileIsNoTextAndAnEmptyBodyHasNoFields() throws IOException {
    String file = "--X\r\nContent-Disposition: form-data; name=password; filename=f\r\n\r\n";
    String email = "--X\r\nContent-Disposition: form-data; name=email\r\n\r\na@b.c\r\n";
    assertThat(post("/api/token", "multipart/form-data; boundary=X", email + file, "UTF-8").body())
        .isEqualTo("{\"password\":[\"Not a valid string.\"]}");
    for (String type : List.of("application/json", "text/plain", "multipart/form-data")) {
      assertThat(post("/api/token", type, "", "UTF-8").body())
          .isEqualTo(
              "{\"email\":[\"This field is required.\"],"
                  + "\"password\":[\"This field is required.\"]}");
    }
  }
}
