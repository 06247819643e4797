package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.operator.Duty;

/** Mails that are owed, in the console. */
class MailPagesTest {

  private static final String ALL = "/admin/mails";
  private static final long ID = 9_007_199_254_740_001L;
  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

  private static final TestServer SERVER = TestServer.start();

  private static DeskOperator support;

  @BeforeAll
  static void somebodyWhoMay() {
    support = DeskOperator.of(SERVER, Duty.SUPPORT);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** A mail that the mail server did not take, to an operator's own address. */
  private static Person buried() {
    SERVER.awaitEmptyOutbox();
    Person person = SERVER.core().records().find(support.id()).orElseThrow();
    Instant now = SERVER.clock().instant();
    Mail mail =
        new Mail(
            ID,
            person.id(),
            Mail.Purpose.PASSWORD_CHANGED,
            new Mail.Recipient(
                person.primary().orElseThrow().id(), person.address(), Language.ENGLISH),
            "v1",
            new Mail.Tries(now, 0, now));
    SERVER
        .transactions()
        .write(
            stores -> {
              stores.outbox().insert(mail);
              Mail claimed = stores.outbox().claim("mine", now, LATER).orElseThrow();
              return stores.outbox().bury(claimed, "mine", "550 <b>no such user</b>", now);
            });
    return person;
  }

  @Test
  void aMailThatWasGivenUpIsSentAgain() {
    Person person = buried();
    Reply page = support.get(ALL);
    assertThat(page.body())
        .contains(person.address(), "password-changed", "550 &lt;b&gt;no such user&lt;/b&gt;")
        .contains("href=\"/admin/accounts/" + person.id() + "\"");
    String retry = ALL + "/" + ID + "/retry";
    DeskOperator reader = DeskOperator.of(SERVER, Duty.READ);
    assertThat(reader.get(ALL).body()).contains(person.address()).doesNotContain(retry);
    Reply done = support.done(page, retry);
    assertThat(done.body()).contains("The mail is on its way.");
    SERVER.awaitMail(person.address());
    SERVER.awaitEmptyOutbox();
    Reply gone = support.done(page, retry);
    assertThat(gone.body()).contains("The mail is not there any more", "There is none.");
    assertThat(gone.body()).doesNotContain(ALL + "/retry");
  }

  @Test
  void allThatAreOwedAreSentAtOnce() {
    Person person = buried();
    Reply done = support.done(support.get(ALL), ALL + "/retry");
    assertThat(done.body()).contains("The mails are on their way.");
    SERVER.awaitMail(person.address());
  }
}
