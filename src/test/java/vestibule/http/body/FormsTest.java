package vestibule.http.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Fault.Kind;
import vestibule.http.Fault.MalformedBody;
import vestibule.http.FaultException;

/** Forms as Django reads them, and broken ones refused. */
class FormsTest {
  private static final String TYPE = "multipart/form-data; boundary=X";

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
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%=1", "a=%ff", "a=%ed%a0%80", "a=\u00e9"})
  void brokenEncodingsAreMalformed(String body) {
    FaultException thrown =
        catchThrowableOfType(
            FaultException.class, () -> Forms.urlEncoded(body.getBytes(ISO_8859_1)));
    assertThat(((MalformedBody) thrown.fault()).sentence()).startsWith("Form parse error - ");
  }

  @Test
  void aThousandFieldsAreTheMost() {
    assertThat(form("a=1&".repeat(1_000)).text("a")).contains("1");
    assertThat(catchThrowableOfType(FaultException.class, () -> form("a=1&".repeat(1_001))))
        .isNotNull();
  }

  @Test
  void partsAreFieldsAndFilesAreNot() {
    Fields fields =
        multipart(
            "ignored\r\n--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nЖ\r\nline\r\n"
                + "--X\r\nCONTENT-DISPOSITION: form-data; name=\"q\\\"b\"\r\n"
                + "Content-Type: text/plain\r\n\r\n\r\n"
                + "--X\r\nContent-Disposition: form-data; name=f; filename=\"x.bin\"\r\n\r\n"
                + "\u0000\r\n--X--\r\nepilogue");
    assertThat(fields.names()).containsExactly("a", "q\"b");
    assertThat(fields.text("a")).contains("Ж\r\nline");
    assertThat(fields.text("q\"b")).contains("");
    assertThat(fields.hasUnstorableText()).isFalse();
    assertThat(multipart("--X--").names()).isEmpty();
    assertThat(
            Forms.multipart(
                    "--a b--".getBytes(UTF_8), "multipart/form-data; boundary=\"a b\"; charset=x")
                .names())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "--X",
        "--X\r\n",
        "--X\r\n\r\n",
        "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--X",
        "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n--X--",
        "--X\r\nContent-Disposition: form-data\r\n\r\nx\r\n--X--",
        "--X\r\nContent-Type: a\r\n\r\nx\r\n--X--",
        "--Xjunk\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--X--",
        "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\neA==\r\n--X--"
      })
  void brokenPartsAreMalformed(String body) {
    FaultException thrown = catchThrowableOfType(FaultException.class, () -> multipart(body));
    assertThat(thrown.fault()).isInstanceOf(MalformedBody.class);
    assertThat(((MalformedBody) thrown.fault()).kind()).isEqualTo(Kind.MULTIPART);
  }

  @Test
  void aBoundaryIsNeededAndHeadsAreBounded() {
    for (String type :
        new String[] {
          "multipart/form-data",
          "multipart/form-data; boundary=",
          "multipart/form-data; boundary=\"\""
        }) {
      assertThat(
              catchThrowableOfType(FaultException.class, () -> Forms.multipart(new byte[0], type)))
          .isNotNull();
    }
    String escapes = "\\a".repeat(25_000);
    assertThat(
            catchThrowableOfType(
                FaultException.class,
                () ->
                    multipart(
                        "--X\r\nContent-Disposition: form-data; name=\""
                            + escapes
                            + "\"\r\n\r\nx\r\n--X--")))
        .isNotNull();
  }

  private static Fields form(String body) {
    return Forms.urlEncoded(body.getBytes(UTF_8));
  }

  private static Fields multipart(String body) {
    return Forms.multipart(body.getBytes(UTF_8), TYPE);
  }
}
