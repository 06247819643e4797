package vestibule.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The mails that a test's server has sent; each look waits until it owes none. */
public final class Mailbox {

  private static final String PATH = "/v1/test/mails";

  private final TestCalls calls;

  Mailbox(TestCalls calls) {
    this.calls = calls;
  }

  /** All mails, the newest first. */
  public List<Mail> all() {
    return mails(calls.get(PATH));
  }

  /** The mails to an address, the newest first. */
  public List<Mail> to(String address) {
    return mails(calls.get(PATH + "?to=" + URLEncoder.encode(address, UTF_8)));
  }

  /**
   * The newest mail to an address.
   *
   * @throws AssertionError when there is none
   */
  public Mail newest(String address) {
    return to(address).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no mail to " + address + ", but to " + all().stream().map(Mail::to).toList()));
  }

  private static List<Mail> mails(JsonNode answer) {
    return answer.path("items").valueStream().map(Mailbox::mail).toList();
  }

  private static Mail mail(JsonNode mail) {
    return new Mail(
        mail.path("id").asString(),
        Instant.parse(mail.path("at").asString()),
        mail.path("to").asString(),
        mail.path("subject").asString(),
        mail.path("text").asString(),
        mail.path("links").valueStream().map(JsonNode::asString).toList());
  }
}
