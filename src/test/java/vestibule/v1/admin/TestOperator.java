package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.EnrolledPerson;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.administration.Appointments;
import vestibule.core.factor.App;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;

/**
 * Somebody with a duty who has signed in with a second factor.
 *
 * @param header of that session
 */
public record TestOperator(TestServer server, OwnPerson person, App app, String header) {

  /** A new one. */
  public static TestOperator of(TestServer server, Duty duty) {
    OwnPerson person = OwnPerson.confirmed(server);
    String header = person.bearer();
    App app = EnrolledPerson.enrolled(server, header);
    appoint(server, duty, person);
    return new TestOperator(server, person, app, header);
  }

  static void appoint(TestServer server, Duty duty, OwnPerson person) {
    assertThat(new Appointments(server.core().rights()).appoint(duty, person.id())).isTrue();
  }

  long id() {
    return person.id();
  }

  Reply get(String path) {
    return server.get(path, header);
  }

  /** Sends a body that is written with single quotes. */
  Reply send(String method, String path, String body) {
    return server.json(method, path, body.replace('\'', '"'), header);
  }

  /** Signs them in once more, as a page of ours does: by cookie, and with both factors. */
  Reply signInBrowser() {
    Reply wanted = person.signInBrowser();
    return server.json(
        "POST",
        "/v1/sessions/complete",
        "{\"ticket\":\"%s\",\"answer\":\"%s\",\"cookies\":true}"
            .formatted(wanted.text("ticket"), app.next(server.clock().instant())),
        "Sec-Fetch-Site: same-origin");
  }
}
