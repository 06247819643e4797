package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.core.factor.App;

/**
 * Somebody of a door who has one-time codes.
 *
 * @param token of the session that added them
 */
public record EnrolledPerson(TestServer server, TestPerson person, App app, String token) {

  /** Comes in by a door, and adds codes at our own API with a session of that door. */
  static EnrolledPerson at(TestDoor door, TestServer server) {
    TestPerson person = TestPerson.at(door, server);
    door.register(server, person);
    door.confirm(server, person, server.awaitMail(person.email()));
    return of(server, person, door.token(door.signIn(server, person.email(), person.password())));
  }

  /** Adds codes by a session that there is. */
  static EnrolledPerson of(TestServer server, TestPerson person, String token) {
    String header = "Authorization: " + (token.contains(" ") ? token : "Bearer " + token);
    return new EnrolledPerson(server, person, enrolled(server, header), token);
  }

  /** Adds codes for whoever that header is of, and gives their application. */
  public static App enrolled(TestServer server, String header) {
    Reply offer = server.json("POST", "/v1/account/factors/totp", "{}", header);
    App app = new App(offer.text("secret"));
    Reply added =
        server.json(
            "POST",
            "/v1/account/factors/totp/complete",
            "{\"enrolment\": \"%s\", \"answer\": \"%s\"}"
                .formatted(offer.text("enrolment"), app.code(server.clock().instant())),
            header);
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    return app;
  }

  /** The code after the one that was used. */
  String next() {
    return app.next(server.clock().instant());
  }
}
