package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Fault;
import vestibule.http.Fault.BodyFlaw;
import vestibule.http.Fault.Kind;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.TestWire;

/** A form with one file, as browsers write it and in no other way. */
class UploadTest {

  private static final String TYPE = "multipart/form-data; boundary=bb";
  private static final String FORM =
      "--bb\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\nabc\r\n";
  private static final String FILE =
      "--bb\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n"
          + "Content-Type: image/png\r\n\r\n\u0089PNG\r\n";
  private static final String END = "--bb--\r\n";

  private static Upload read(String body, String type) {
    Request request =
        TestWire.request("POST", "/", body.getBytes(ISO_8859_1), "Content-Type", type);
    return Upload.of(request, "picture");
  }

  private static Upload read(String body) {
    return read(body, TYPE);
  }

  private static String file(Upload upload) {
    return new String(upload.file().orElseThrow(), ISO_8859_1);
  }

  private static void assertRefused(String body, BodyFlaw flaw) {
    FaultException thrown = catchThrowableOfType(FaultException.class, () -> read(body));
    assertThat(thrown).as(body).isNotNull();
    assertThat(thrown.fault()).as(body).isEqualTo(new Fault.MalformedBody(Kind.MULTIPART, flaw));
  }

  @Test
  void textsAndTheFileAreRead() {
    Upload upload = read(FORM + FILE + END);
    assertThat(upload.fields().names()).containsExactly("form");
    assertThat(upload.fields().text("form")).contains("abc");
    assertThat(file(upload)).isEqualTo("\u0089PNG");
    Upload otherWayRound = read(FILE + FORM + END);
    assertThat(otherWayRound.fields().text("form")).contains("abc");
    assertThat(file(otherWayRound)).isEqualTo("\u0089PNG");
    assertThat(file(read(FORM + FILE + "--bb--"))).as("no line at its end").isEqualTo("\u0089PNG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "----WebKitFormBoundaryVBbQ8lPfXqPEvFp0",
        "----geckoformboundary8a2c1d8b51a9f6f3",
        "---------------------------1234567890123456789",
        "\"bb\"",
        "\"a b (c)/d:e=f?\"",
        "'+_.-"
      })
  void anyBoundaryOfTheStandardIsTaken(String sent) {
    String body = (FORM + FILE + END).replace("--bb", "--" + sent.replace("\"", ""));
    assertThat(file(read(body, "multipart/form-data; boundary=" + sent))).isEqualTo("\u0089PNG");
    assertThat(file(read(body, "Multipart/Form-Data ;Boundary=" + sent))).isEqualTo("\u0089PNG");
  }

  @Test
  void aFileIsItsBytesWhateverTheyAre() {
    for (String content :
        List.of("", "\r\n", "--bb", "\n--bb--", "\r--bb", "\r\n--b", "\u0000\u00FF\r\n\r\n--")) {
      assertThat(file(read(FORM + FILE.replace("\u0089PNG", content) + END))).isEqualTo(content);
    }
  }

  @Test
  void aFormWithoutAChosenFileHasNone() {
    String none = FILE.replace("a.png", "").replace("\u0089PNG", "");
    assertThat(read(FORM + none + END).file()).isEmpty();
    assertThat(read(FORM + END).file()).isEmpty();
    assertThat(read("--bb--").fields().names()).isEmpty();
    String nameless = FILE.replace("a.png", "");
    assertThat(file(read(nameless + END))).isEqualTo("\u0089PNG");
  }

  @Test
  void whatAFileIsCalledAndWhatElseIsSaidOfItDoNotMatter() {
    for (String name :
        List.of("../../x", "C:\\dir\\x.png", "a\\\"b", "\u00D0\u00B6.png", "a;b=c")) {
      assertThat(file(read(FILE.replace("a.png", name) + END))).as(name).isEqualTo("\u0089PNG");
    }
    String more = FILE.replace("Content-Type: image/png", "X-More: \t any; thing=\"\r\nb:");
    assertThat(file(read(more + END))).isEqualTo("\u0089PNG");
  }

  @Test
  void textsAreUtf8AndTellWhatCannotBeStored() {
    assertThat(read(FORM.replace("abc", "\u00D0\u00B6") + END).fields().text("form")).contains("ж");
    assertThat(read(FORM.replace("abc", "a\u0000b") + END).fields().hasUnstorableText()).isTrue();
    assertRefused(FORM.replace("abc", "\u00FF") + END, new BodyFlaw.Undecodable("utf-8"));
    assertRefused(FORM.replace("form\"", "\u00FF\"") + END, new BodyFlaw.Undecodable("utf-8"));
  }

  @Test
  void aBodyThatBreaksOffIsRefused() {
    String whole = FORM + FILE + "--bb--";
    for (int length = 0; length < whole.length(); length++) {
      assertRefused(whole.substring(0, length), new BodyFlaw.Framing());
    }
  }

  @Test
  void whatTwoReadersCouldSeeDifferentlyIsRefused() {
    for (String body :
        List.of(
            "a preamble\r\n" + FORM + FILE + END,
            "\r\n" + FORM + FILE + END,
            FORM + FILE + END + "an epilogue",
            FORM + FILE + END + "\r\n",
            FORM + FILE + "--bb--\n",
            FORM + FILE + END + FILE + END,
            (FORM + FILE + END).replace("\r\n", "\n"),
            (FORM + FILE + END).replace("--bb\r\n", "--bb \r\n"),
            (FORM + FILE + END).replace("--bb\r\n", "--bb\n"),
            FORM + FILE.replace("\u0089PNG", "a\r\n--bbX") + END,
            FORM + FORM + FILE + END,
            FORM + "--bb\r\n\r\n\u0089PNG\r\n" + END,
            FORM + FILE.replace("form-data; name", "attachment; name") + END,
            FORM + FILE.replace("; filename=", "; filename*=") + END,
            FORM + FILE.replace("\"a.png\"", "a.png") + END,
            FORM + FILE.replace("\"a.png\"", "\"a.png\"; filename=\"b\"") + END,
            FORM + FILE.replace("name=\"picture\"; filename=\"a.png\"", "filename=\"a\"") + END,
            FORM + FILE.replace("Content-Type:", "Content-Disposition: form-data\r\nx:") + END,
            FORM + FILE.replace("Content-Type: image/png", " folded") + END,
            FORM + FILE.replace("Content-Type: image/png", "no colon") + END,
            FORM + FILE.replace("Content-Type: image/png", "Content-Type : x") + END,
            FORM + FILE.replace("image/png", "a\rb") + END,
            FORM + FILE.replace("image/png", "a\nb") + END,
            FORM + FILE.replace("image/png", "a\u0000b") + END)) {
      assertRefused(body, new BodyFlaw.Framing());
    }
  }

  @Test
  void oneFileOfOneNameAndAFewShortTextsAreTaken() {
    assertRefused(FORM + FILE + FILE + END, new BodyFlaw.Framing());
    assertRefused(FORM + FILE.replace("\"picture\"", "\"other\"") + END, new BodyFlaw.Framing());
    assertRefused(FORM.replace("\"form\"", "\"picture\"") + END, new BodyFlaw.Framing());
    StringBuilder texts = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      texts.append(FORM.replace("\"form\"", "\"form" + i + "\""));
    }
    assertThat(read(texts + FILE + END).fields().names()).hasSize(8);
    assertRefused(texts + FORM + FILE + END, new BodyFlaw.Framing());
    assertThat(read(FORM.replace("abc", "x".repeat(1_024)) + END).fields().names()).hasSize(1);
    assertRefused(FORM.replace("abc", "x".repeat(1_025)) + END, new BodyFlaw.Framing());
    assertRefused(FILE.replace("image/png", "x".repeat(1_024)) + END, new BodyFlaw.Framing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "; boundary=",
        "; boundary=\"\"",
        "; boundary=\"bb \"",
        "; boundary=X X",
        "; boundary=bb; boundary=bb",
        "; boundary=bb; charset=utf-8",
        "; charset=utf-8; boundary=bb",
        "; boundary*=utf-8''bb",
        "; boundary=\"bb",
        "; boundary=(bb)",
        "; boundary=\u00E9",
        "; boundary=01234567890123456789012345678901234567890123456789012345678901234567890"
      })
  void aBoundaryAloneStandsBehindTheType(String parameters) {
    assertThatThrownBy(() -> read(FORM + FILE + END, "multipart/form-data" + parameters))
        .isInstanceOfSatisfying(
            FaultException.class,
            thrown ->
                assertThat(thrown.fault())
                    .isEqualTo(
                        new Fault.MalformedBody(
                            Kind.MULTIPART, new BodyFlaw.NoBoundary(Optional.empty()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "image/png",
        "application/x-www-form-urlencoded",
        "multipart/mixed; boundary=bb",
        "multipart/*; boundary=bb"
      })
  void otherTypesAreNotRead(String type) {
    assertThatThrownBy(() -> read(FORM + FILE + END, type))
        .isInstanceOfSatisfying(
            FaultException.class,
            thrown -> assertThat(thrown.fault()).isEqualTo(new Fault.UnsupportedMediaType(type)));
  }
}
