package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dialects stay in the contracts: what is under them names no contract, and no library of the
 * systems that the contracts come from, be it in a name, a text or a comment. A rule may be cited
 * by its number.
 */
class DialectTest {

  private static final Path SOURCES = Path.of("src/main/java/vestibule");

  /** Hashes of other systems are called by the names of what has made them. */
  private static final Path FOREIGN_HASHES = SOURCES.resolve("crypto/foreign");

  /** The libraries, then the contracts, in words of lower case with single blanks between. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(flask|werkzeug|jinja|marshmallow|django|drf|rest framework|allauth|simple ?jwt"
              + "|py ?jwt|python"
              + "|know ?me|user ?account|chat|documents? [a-e])\\b");

  /** Contracts whose names are words of other things too: a mail's envelope, a personal name. */
  private static final Pattern DOORS =
      Pattern.compile("\"(envelope|personal)\"|vestibule\\.contracts");

  /** How the sentences of the libraries begin. */
  private static final Pattern SENTENCES =
      Pattern.compile(
          "\"(Signature verification failed|Not enough segments|Token (has|is) "
              + "|Invalid (header|payload|crypto) (padding|string)|Missing (claim|JWT|cookie)"
              + "|Expecting value|Extra data|(JSON|Form) parse error|Invalid boundary"
              + "|This (field|password|key) |Not a valid string)");

  private static List<String> named(String text) {
    return text.lines()
        .filter(
            line ->
                FOREIGN.matcher(words(line)).find()
                    || DOORS.matcher(line).find()
                    || SENTENCES.matcher(line).find())
        .map(String::strip)
        .toList();
  }

  /** A line's words, those within names too: {@code readDrf}, {@code KNOW_ME}. */
  private static String words(String line) {
    return line.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
        .replaceAll("[^A-Za-z0-9]+", " ")
        .toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "http", "crypto", "mail", "store", "ops"})
  void nothingUnderTheContractsNamesOneOrItsLibraries(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
      for (Path file : files.filter(DialectTest::isUnderTheContracts).toList()) {
        named(file.getFileName() + "\n" + Files.readString(file))
            .forEach(line -> found.add(file + ": " + line));
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isUnderTheContracts(Path file) {
    return file.toString().endsWith(".java") && !file.startsWith(FOREIGN_HASHES);
  }

  @Test
  void templatesOfMailsNameNoneEither() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte/mail"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(named(Files.readString(file))).as(file.toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "family == CodeFamily.KNOW_ME",
        "String knowMe = \"x\";",
        "Bodies.drf(request)",
        "Fields readFlask(Request request)",
        "byte[] FLASK = {};",
        "new DRFReader()",
        "new Damaged(\"Not enough segments\")",
        "malformed(\"Expecting value\", 1, 1)",
        "return \"Token has expired\";",
        "other.python()",
        "* as Werkzeug's is_json does",
        "// Django's QueryDict",
        "final class PythonBase64 {",
        "the texts of PyJWT",
        "new SimpleJwt()",
        "row.equals(\"USER_ACCOUNT\")",
        "door.equals(\"useraccount\")",
        "import vestibule.contracts.chat.A;",
        "name = \"personal\";",
        "door.equals(\"envelope\")",
        "asks for the password (document D)",
        "/user_account/reset_password"
      })
  void aNameIsSeen(String line) {
    assertThat(named(line)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the account of a user (docs/contracts A.5)",
        "personally known",
        "application/json; charset=utf-8",
        "message.envelope().to()",
        "requirePersonal(names.full())",
        "HS256 (RFC 7515, 4.1.11)"
      })
  void whatIsAllowedPasses(String line) {
    assertThat(named(line)).isEmpty();
  }
}
