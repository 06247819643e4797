package vestibule.mail.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from mails that came back, and from mails that only look so. */
class DeliveryReportTest {

  private static final String ID = "<1.2.3.4.00@example.org>";

  private static Optional<DeliveryReport> read(String mail) {
    return DeliveryReport.read(mail.getBytes(UTF_8));
  }

  @Test
  void postfixsReportNamesTheMailAndTheReason() {
    DeliveryReport report = read(Reports.postfix(ID, "5.1.1")).orElseThrow();
    assertThat(report.messageIds()).containsExactly(ID);
    assertThat(report.saysNoMailbox()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"5.2.2", "5.7.1", "4.4.7", "5.0.0", "5.4.4"})
  void otherReasonsSayNothingOfTheMailbox(String status) {
    assertThat(read(Reports.postfix(ID, status)).orElseThrow().saysNoMailbox()).isFalse();
  }

  @Test
  void eximsReportHasTheReasonInItsDiagnosis() {
    DeliveryReport report = read(Reports.exim(ID, "550-5.1.1 no such user")).orElseThrow();
    assertThat(report.messageIds()).contains(ID);
    assertThat(report.saysNoMailbox()).isTrue();
    assertThat(read(Reports.exim(ID, "550 Unrouteable address")).orElseThrow().saysNoMailbox())
        .isFalse();
  }

  @Test
  void moreEmptyLinesBetweenItsGroupsChangeNothing() {
    String wide =
        Reports.postfix(ID, "5.1.1")
            .replace("delivery-status\r\n\r\n", "delivery-status\r\n\r\n\r\n")
            .replace("(UTC)\r\n", "(UTC)\r\n\r\n\r\n");
    assertThat(read(wide).orElseThrow().saysNoMailbox()).isTrue();
  }

  @Test
  void aDelayIsNoFailure() {
    String delayed = Reports.postfix(ID, "5.1.1").replace("Action: failed", "Action: delayed");
    assertThat(read(delayed).orElseThrow().saysNoMailbox()).isFalse();
  }

  @Test
  void aReportWithoutTheReturnedHeadMayNameTheMailThatItAnswers() {
    String headless = Reports.postfix("", "5.1.1").replace("Return-Path: <>", "In-Reply-To: " + ID);
    assertThat(read(headless).orElseThrow().messageIds()).containsExactly(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no mail",
        "Subject: I am away\n\nback on Monday",
        "Content-Type: multipart/report; boundary=\n\n--\n",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n--a--\n",
        "Content-Type: text/plain\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\n",
        "Content-Type: message/rfc822\n\nMessage-ID: <1@x>\n\n",
      })
  void whatIsNoReportIsNone(String mail) {
    assertThat(read(mail)).isEmpty();
  }

  @Test
  void partsWithinPartsEnd() {
    StringBuilder mail = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b");
      mail.append(i).append('\n');
    }
    assertThat(read(mail.toString())).isEmpty();
  }
}
