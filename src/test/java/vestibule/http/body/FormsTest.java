package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Fault.BodyFlaw;
import vestibule.http.Fault.Kind;
import vestibule.http.Fault.MalformedBody;
import vestibule.http.FaultException;

/** Forms as leniently as Django 4.2 reads them, which each case was sent to. */
class FormsTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void fieldsAreDecodedInOrderAndTheLastOfANameCounts() {
    Fields fields = form("b=1&a=%D0%96+x%2B&&b=2&empty=&bare&=v");
    assertThat(fields.names()).containsExactly("b", "a", "empty", "bare", "");
    assertThat(fields.text("b")).contains("2");
    assertThat(fields.text("a")).contains("Ж x+");
    assertThat(fields.text("empty")).contains("");
    assertThat(fields.text("bare")).contains("");
    assertThat(form("").names()).isEmpty();
    assertThat(form("a=%00").hasUnstorableText()).isTrue();
    assertThat(form("a=x=y").text("a")).contains("x=y");
    assertThat(form("a=x;b=y").text("a")).contains("x;b=y");
  }

  @ParameterizedTest
  @CsvSource({
    "100%, 100%",
    "%, %",
    "%4, %4",
    "%zz, %zz",
    "%u0436, %u0436",
    "a%41%, aA%",
    "%25%, %%",
    "%C3%A9%, é%",
    "%e9, \uFFFD",
    "%C3%28, \uFFFD(",
    "%D0%B6\u00D0\u00B6, жж",
    "\u00E9, é"
  })
  void aPercentSignMayStandForItselfAndNothingIsBroken(String sent, String read) {
    byte[] body = ("a=" + sent.replace("é", "\u00E9")).getBytes(ISO_8859_1);
    assertThat(Forms.urlEncoded(body, FORM).text("a")).contains(read);
  }

  @ParameterizedTest
  @CsvSource({
    "latin-1, %e9, é",
    "ISO-8859-1, \u00e9, é",
    "cp1251, %E6, ж",
    "windows-1251, \u00e6, ж",
    "utf_8, %d0%b6, ж",
    "UTF8, %d0%b6, ж",
    "'\"utf-8\"', %d0%b6, ж",
    "nonsense, %d0%b6, ж",
    "'', %d0%b6, ж",
    "shift_jis, %83e, テ",
    "ascii, %e9, \uFFFD"
  })
  void aFormIsReadInTheCharsetItNames(String charset, String sent, String read) {
    byte[] body = ("a=" + sent).getBytes(ISO_8859_1);
    assertThat(Forms.urlEncoded(body, FORM + "; Charset = " + charset).text("a")).contains(read);
  }

  @Test
  void aThousandFieldsAreTheMost() {
    assertThat(form("a=1&".repeat(999) + "a=1").text("a")).contains("1");
    assertThat(catchThrowableOfType(FaultException.class, () -> form("a=1&".repeat(1_001))))
        .isNotNull();
    String part = "--X\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
    assertThat(multipart("X", part.repeat(1_002) + "--X--").text("a")).contains("1");
    assertThat(
            catchThrowableOfType(
                FaultException.class, () -> multipart("X", part.repeat(1_003) + "--X--")))
        .isNotNull();
    String file = part.replace("name=a", "name=a; filename=f");
    assertThat(
            catchThrowableOfType(
                FaultException.class, () -> multipart("X", file.repeat(101) + "--X--")))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X",
        "\"X\"",
        "----WebKitFormBoundaryabc",
        "a b",
        "\"a b\"",
        "a/b",
        "a:b",
        "a=b",
        "a'b",
        "a(b)",
        "a,b",
        "a?b",
        "a@b",
        "a%20b",
        "\"a;b\"",
        "\"a\\\"b\"",
        "\"X",
        "X\"",
        "'X'",
        "a[b]{c}<d>*#!$&^`|~"
      })
  void aBoundaryIsWhateverIsPrintable(String sent) {
    String boundary = HeaderParameters.of("x; boundary=" + sent).get("boundary").orElseThrow();
    assertThat(multipart(sent, plain(boundary)).text("a")).contains("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; BOUNDARY=X",
        " ; boundary = X",
        ";boundary=X;charset=utf-8",
        "; charset=utf-8; boundary=X",
        "; boundary=Y; boundary=X",
        "; boundary*=utf-8''X"
      })
  void aBoundaryIsFoundAmongOtherParameters(String parameters) {
    byte[] body = plain("X").getBytes(UTF_8);
    assertThat(Forms.multipart(body, "multipart/form-data" + parameters).text("a")).contains("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "; boundary=", "; boundary=\"\"", "; boundary=\"X \"", ";boundary=é"})
  void aBoundaryIsNeeded(String parameters) {
    FaultException thrown =
        catchThrowableOfType(
            FaultException.class,
            () -> Forms.multipart(plain("X").getBytes(UTF_8), "multipart/form-data" + parameters));
    assertThat(((MalformedBody) thrown.fault()).kind()).isEqualTo(Kind.MULTIPART);
    assertThat(((MalformedBody) thrown.fault()).flaw()).isInstanceOf(BodyFlaw.NoBoundary.class);
    assertThat(multipart("y".repeat(201), plain("y".repeat(201))).text("a")).contains("b");
    assertThat(
            catchThrowableOfType(
                FaultException.class, () -> multipart("y".repeat(202), plain("y".repeat(202)))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data; name=a",
        "Content-Disposition: form-data; name = \"a\"",
        "Content-Disposition: form-data; NAME=\"a\"",
        "CONTENT-DISPOSITION: FORM-DATA; Name=a",
        "Content-Disposition:form-data;name=\"a\";",
        "Content-Disposition: form-data; x=\"y; name=z\"; name=\"a\"",
        "Content-Disposition: form-data; name*=utf-8''%61",
        "Content-Disposition: form-data; name=x; name=\"a\"",
        "Content-Disposition: form-data; name=x; name*=UTF-8''a",
        "Content-Disposition: attachment; name=\" a \"",
        "Content-Disposition: ; name=\"a\"",
        "Content-Disposition: form-data; name=\"a\"; filename=\"\"",
        "Content-Disposition: form-data; name=\"a\"; filename",
        "Content-Type: text/plain; charset=latin-1\r\nContent-Disposition: form-data; name=a",
        "nonsense\r\n\u00ff: y\r\nContent-Disposition: form-data; name=a",
        "Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: quoted-printable"
      })
  void aPartIsAFieldHoweverItsNameIsWritten(String head) {
    assertThat(multipart("X", "--X\r\n" + head + "\r\n\r\nb\r\n--X--\r\n").text("a")).contains("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data",
        "Content-Disposition: form-data; name='a'",
        "Content-Disposition: form-data; name=\"a\" x",
        "Content-Disposition: form-data; name=\"%61\"",
        "Content-Disposition : form-data; name=a",
        "Content-Disposition: form-data;\r\n name=a",
        "Content-Disposition: name=a",
        "form-data; name=a",
        "Content-Type: text/plain",
        "Content-Disposition: form-data; name=\"a\"; filename=\"..\""
      })
  void whatHasAnotherNameOrNoneIsPassedOver(String head) {
    Fields fields =
        multipart("X", "--X\r\n" + head + "\r\n\r\nb\r\n" + plain("X").replace("=a", "=z"));
    assertThat(fields.has("a")).isFalse();
    assertThat(fields.text("z")).contains("b");
  }

  @Test
  void aFileIsNoTextAndLiesOverOne() {
    String file = "--X\r\nContent-Disposition: form-data; name=a; filename=\"c:\\\\d/e.png\"";
    String part = file + "\r\n\r\n\u0000\r\n";
    assertThat(multipart("X", part + plain("X")).field("a")).contains(new Field.File("e.png"));
    assertThat(multipart("X", part + "--X--").text("a")).isEmpty();
    assertThat(multipart("X", part + "--X--").hasUnstorableText()).isFalse();
    assertThat(
            multipart("X", file.replace("filename", "FileName*") + "\r\n\r\nx\r\n--X--").has("a"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"base64, YQ==, a", "BASE64, Y Q==, a", "base64, YQ, YQ", "7bit, YQ==, YQ=="})
  void aValueMayBeInBase64(String encoding, String sent, String read) {
    String head = "--X\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: ";
    assertThat(multipart("X", head + encoding + "\r\n\r\n" + sent + "\r\n--X--").text("a"))
        .contains(read);
  }

  @ParameterizedTest
  @CsvSource({"latin-1, \u00e9, é", "cp1251, \u00e6, ж", "utf-8, \u00e9, \uFFFD", "x, b, b"})
  void valuesAreReadInTheCharsetThatTheTypeNames(String charset, String sent, String read) {
    String type = "multipart/form-data; boundary=X; charset=" + charset;
    byte[] body = plain("X").replace("b\r\n", sent + "\r\n").getBytes(ISO_8859_1);
    assertThat(Forms.multipart(body, type).text("a")).contains(read);
  }

  @Test
  void aPartEndsWhereverTheBoundaryStands() {
    String plain = plain("X");
    assertThat(multipart("X", "preamble\r\n" + plain + "epilogue").text("a")).contains("b");
    assertThat(multipart("X", "\uFEFF" + plain).text("a")).contains("b");
    assertThat(multipart("X", plain.replace("--X--\r\n", "--X--")).text("a")).contains("b");
    assertThat(multipart("X", plain.replace("--X--\r\n", "--X\r\n")).text("a")).contains("b");
    assertThat(multipart("X", plain.replace("\r\n--X--\r\n", "")).text("a")).contains("b");
    assertThat(multipart("X", plain.replace("--X\r\n", "--X \r\n")).text("a")).contains("b");
    assertThat(multipart("X", plain.replace("b\r\n", "b--Xc\r\n")).text("a")).contains("b");
    assertThat(multipart("X", plain.replace("b\r\n", "b\r\nc\r\n")).text("a")).contains("b\r\nc");
    assertThat(multipart("X", plain.replace("b\r\n", "\r\n")).text("a")).contains("");
    assertThat(multipart("X", plain.replace("b\r\n", "\u0000\r\n")).hasUnstorableText()).isTrue();
    for (String nothing : new String[] {"", "x", "--X", "--X--", "--X\r\n\r\n", "--Y\r\n"}) {
      assertThat(multipart("X", nothing).names()).isEmpty();
    }
    assertThat(multipart("X", plain.replace("\r\n", "\n")).names()).isEmpty();
  }

  @Test
  void headsAreBounded() {
    String head = "--X\r\nContent-Disposition: form-data; name=\"" + "\\a".repeat(25_000) + "\"";
    assertThat(multipart("X", head + "\r\n\r\nx\r\n--X--").names()).isEmpty();
    String quotes = "multipart/form-data; x=\"" + ";\\\"".repeat(5_000) + "\"; boundary=X";
    assertThat(Forms.multipart(plain("X").getBytes(UTF_8), quotes).text("a")).contains("b");
  }

  /** One field {@code a} with the value {@code b}. */
  private static String plain(String boundary) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--"
        + boundary
        + "--\r\n";
  }

  private static Fields form(String body) {
    return Forms.urlEncoded(body.getBytes(UTF_8), FORM);
  }

  private static Fields multipart(String boundary, String body) {
    Charset charset = body.indexOf('\u00ff') >= 0 ? ISO_8859_1 : UTF_8;
    return Forms.multipart(body.getBytes(charset), "multipart/form-data; boundary=" + boundary);
  }
}
