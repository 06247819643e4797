package vestibule.contracts.django;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.http.Fault.BodyFlaw;
import vestibule.http.Fault.Breach;
import vestibule.http.Fault.Kind;
import vestibule.http.Fault.MalformedBody;

/** The framework's sentences about bodies and requests that nothing can be read of. */
class DrfErrorsTest {

  static Stream<Arguments> flaws() {
    return Stream.of(
        Arguments.of(
            Kind.JSON,
            new BodyFlaw.Syntax(Breach.VALUE_EXPECTED, 1, 1, 0),
            "JSON parse error - Expecting value: line 1 column 1 (char 0)"),
        Arguments.of(
            Kind.JSON,
            new BodyFlaw.Syntax(Breach.TAIL, 2, 3, 1_234),
            "JSON parse error - Extra data: line 2 column 3 (char 1234)"),
        Arguments.of(
            Kind.JSON,
            new BodyFlaw.Syntax(Breach.BYTE_ORDER_MARK, 1, 1, 0),
            "JSON parse error - Unexpected UTF-8 BOM (decode using utf-8-sig):"
                + " line 1 column 1 (char 0)"),
        Arguments.of(
            Kind.JSON,
            new BodyFlaw.Undecodable("utf-8"),
            "JSON parse error - 'utf-8' codec can't decode the body: line 1 column 1 (char 0)"),
        Arguments.of(
            Kind.JSON,
            new BodyFlaw.Unstorable(),
            "JSON parse error - a text holds what cannot be stored"),
        Arguments.of(
            Kind.MULTIPART,
            new BodyFlaw.Framing(),
            "Multipart form parse error - parts are not set apart"),
        Arguments.of(Kind.FORM, new BodyFlaw.TooManyFields(), "Form parse error - too many fields"),
        Arguments.of(
            Kind.MULTIPART,
            new BodyFlaw.NoBoundary(Optional.of("x ")),
            "Multipart form parse error - Invalid boundary in multipart: x "),
        Arguments.of(
            Kind.MULTIPART,
            new BodyFlaw.NoBoundary(Optional.empty()),
            "Multipart form parse error - Invalid boundary in multipart: None"));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void aBodyThatCannotBeReadIsWordedByItsFlaw(Kind kind, BodyFlaw flaw, String sentence) {
    assertThat(DrfErrors.malformed(new MalformedBody(kind, flaw))).isEqualTo(sentence);
  }
}
