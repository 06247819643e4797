package vestibule;

/** Log-ins that take a code along (docs/contracts 0.14). */
final class OtpLogIn {

  private OtpLogIn() {}

  static Reply at(TestServer server, TestDoor door, TestPerson person, String otp) {
    return at(server, door, person.email(), person.password(), otp);
  }

  static Reply at(TestServer server, TestDoor door, String login, String password, String otp) {
    String[] said = {login, password, otp};
    return switch (door) {
      case USER_ACCOUNT -> json(server, "/user_account/login", "username", "pwd", said);
      case ENVELOPE -> json(server, "/api/login", "username", "pwd", said);
      case CHAT ->
          server.form(
              "POST", "/api/token/", "email=%s&password=%s&otp=%s".formatted((Object[]) said));
      case KNOW_ME -> json(server, "/auth/login/", "email", "password", said);
      case PERSONAL -> json(server, "/account/login", "login", "password", said);
      case V1 -> throw new IllegalArgumentException("it asks by a ticket");
    };
  }

  private static Reply json(
      TestServer server, String path, String name, String password, String... said) {
    return server.json(
        "POST",
        path,
        "{\"%s\": \"%s\", \"%s\": \"%s\", \"otp\": \"%s\"}"
            .formatted(name, said[0], password, said[1], said[2]),
        "browser: Chrome 121");
  }
}
