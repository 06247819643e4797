package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.TestServer;

/** Document E as it was published, read from its own file: which keys, in which order. */
class DocumentTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final Path DOCUMENT = Path.of("docs/contracts/e-personal-account.md");
  private static final Pattern BLOCK =
      Pattern.compile("```(?:py)?\\n\\{\\n(.*?)\\n}\\n```", Pattern.DOTALL);

  /** A key of the outer object: four blanks deep, in either kind of quotes. */
  private static final Pattern KEY = Pattern.compile("(?m)^ {4}[\"'](\\w+)[\"']:");

  private static List<List<String>> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(block -> KEY.matcher(block.group(1)).results().map(key -> key.group(1)).toList())
        .toList();
  }

  private static List<String> keys(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    JsonNode body = reply.json();
    assertThat(body.valueStream().noneMatch(JsonNode::isNull)).isTrue();
    return List.copyOf(body.propertyNames());
  }

  @Test
  void everyAnswerHasTheDocumentsKeysInTheDocumentsOrder() throws IOException {
    List<List<String>> blocks = blocks();
    assertThat(blocks).hasSize(8);
    Student student = Student.registered(SERVER);
    assertThat(Student.body("a", "b").keySet()).containsExactlyElementsOf(blocks.get(0));
    assertThat(keys(student.registered())).isEqualTo(blocks.get(1));
    Reply refused = Student.signIn(SERVER, Student.byLogin(student.login(), "wrong"));
    assertThat(refused.json().propertyNames()).containsExactlyElementsOf(blocks.get(2));
    assertThat(blocks.get(3)).containsExactly("password", "login", "email");
    assertThat(keys(student.signIn())).isEqualTo(blocks.get(4));
    assertThat(blocks.get(5)).isEqualTo(blocks.get(2));
    assertThat(keys(SERVER.get("/account/login/check?login=x"))).isEqualTo(blocks.get(6));
    assertThat(keys(student.me())).isEqualTo(blocks.get(7));
  }

  @Test
  void aRegistrationInTheDocumentsOwnWordsWorks() {
    String login = SERVER.unique("ivan");
    Reply reply =
        SERVER.json(
            "POST",
            "/account/registration",
            """
            {"login": "%1$s", "password": "Qwerty123", "email": "%1$s@mail.ru",
             "first_name": "Иван", "last_name": "Иванов", "patronymic": "Иванович"}
            """
                .formatted(login),
            "browser: Chrome 122.0.6261.112 ");
    assertThat(reply.text("/patronymic")).isEqualTo("Иванович");
    assertThat(reply.json().path("id").isIntegralNumber()).isTrue();
  }
}
