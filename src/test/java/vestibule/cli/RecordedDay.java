package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import vestibule.Reply;
import vestibule.TestServer;

/** What people do on one day at each of the five doors, as their clients do it. */
final class RecordedDay {

  /** Passwords, which must never be told again. */
  static final String FIRST = "Passw0rd&First";

  static final String SECOND = "Passw0rd<Second";

  private final Recorder recorder;
  private final TestServer server;

  RecordedDay(Recorder recorder) {
    this.recorder = recorder;
    this.server = recorder.server();
  }

  void play() {
    flask("/user_account", "ada");
    envelope("bob");
    chat("cleo@example.org");
    knowMe("dora@example.org");
    personal("emil");
    strangers();
  }

  private void later(Duration by) {
    server.clock().advance(by);
  }

  private void flask(String prefix, String name) {
    String address = name + "@example.org";
    recorder.json(
        prefix + "/registration",
        """
        {"username": "%s", "full_name": "A. B.", "email": "%s", "phone": null, "contacts": null,
         "pwd": "%s",}\
        """
            .formatted(name, address, FIRST));
    recorder.get(server.awaitMail(address).path());
    later(Duration.ofMinutes(10));
    Reply refused = recorder.json(prefix + "/login", login(name, "wr0ng-" + FIRST));
    assertThat(refused.status()).isNotEqualTo(200);
    Reply signedIn = recorder.json(prefix + "/login", login(name, FIRST));
    assertThat(signedIn.status()).isEqualTo(200);
    String bearer = "Authorization: Bearer " + signedIn.text("token");
    recorder.get(prefix + "/profile_settings", bearer);
    recorder.get(prefix + "/profile_settings");
    recorder.json(prefix + "/reset_password_request", "{\"username\": \"%s\"}".formatted(name));
    String reset = server.awaitMail(address).path();
    recorder.get(reset, "Accept: text/html");
    later(Duration.ofMinutes(5));
    Reply changed = recorder.json(reset, "{\"pwd\": \"%s\"}".formatted(SECOND));
    assertThat(changed.status()).isEqualTo(200);
    recorder.json(reset, "{\"pwd\": \"%s\"}".formatted(SECOND));
    recorder.get(prefix + "/profile_settings", bearer);
    withCookies(prefix, recorder.json(prefix + "/login", login(name, SECOND)));
  }

  private static String login(String name, String password) {
    return "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(name, password);
  }

  /** A browser, whose token is renewed before its end and which logs out. */
  private void withCookies(String prefix, Reply signedIn) {
    String cookies =
        "Cookie: access_token_cookie=%s; csrf_access_token=%s; theme=dark"
            .formatted(
                signedIn.cookie("access_token_cookie"), signedIn.cookie("csrf_access_token"));
    recorder.get(prefix + "/profile_settings", cookies);
    later(Duration.ofMinutes(40));
    Reply renewed = recorder.get(prefix + "/profile_settings", cookies);
    String newer =
        "Cookie: access_token_cookie=%s; csrf_access_token=%s"
            .formatted(renewed.cookie("access_token_cookie"), renewed.cookie("csrf_access_token"));
    recorder.get(prefix + "/logout", newer);
    recorder.get(prefix + "/profile_settings", newer);
  }

  private void envelope(String name) {
    String address = name + "@example.org";
    recorder.json(
        "/api/registration",
        """
        {"username": "%s", "full_name": "B. C.", "email": "%s", "phone": "1", "contacts": "2",
         "pwd": "%s"}\
        """
            .formatted(name, address, FIRST));
    recorder.get(server.awaitMail(address).path());
    Reply signedIn = recorder.json("/api/login", login(name, FIRST));
    recorder.get("/api/profile_settings", "Authorization: Bearer " + signedIn.text("/data/token"));
    recorder.json("/api/login", login(name, "wr0ng-" + FIRST));
  }

  private void chat(String address) {
    recorder.form("/api/register/", "email=%s&password=%s".formatted(address, "Passw0rd%26First"));
    recorder.get(server.awaitMail(address).path());
    later(Duration.ofHours(2));
    Reply signedIn =
        recorder.form("/api/token/", "email=%s&password=%s".formatted(address, "Passw0rd%26First"));
    recorder.get("/api/user/", "Authorization: Bearer " + signedIn.text("access"));
    later(Duration.ofHours(25));
    recorder.get("/api/user/", "Authorization: Bearer " + signedIn.text("access"));
    Reply fresh =
        recorder.json(
            "/api/token/refresh/", "{\"refresh\": \"%s\"}".formatted(signedIn.text("refresh")));
    recorder.get("/api/user/", "Authorization: Bearer " + fresh.text("access"));
    recorder.form("/api/register/", "email=%s&password=1".formatted(address));
  }

  private void knowMe(String address) {
    recorder.json(
        "/auth/register/",
        """
        {"email": "%s", "first_name": "Dora", "last_name": "Dee", "password": "%s"}\
        """
            .formatted(address, FIRST));
    recorder.json(
        "/account/verify-email/",
        "{\"key\": \"%s\", \"password\": \"%s\"}"
            .formatted(server.awaitMail(address).code(), FIRST));
    Reply signedIn =
        recorder.json(
            "/auth/login/", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(address, FIRST));
    String token = "Authorization: Token " + signedIn.text("token");
    recorder.get("/account/profile/", token);
    recorder.send(
        "PATCH",
        "/account/profile/",
        "{\"first_name\": \"Theodora\"}",
        token,
        "Content-Type: application/json");
    recorder.json(
        "/account/change-password/",
        "{\"old_password\": \"%s\", \"new_password\": \"%s\"}".formatted(FIRST, SECOND),
        token);
    recorder.json(
        "/auth/login/", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(address, FIRST));
    recorder.json(
        "/auth/login/", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(address, SECOND));
  }

  private void personal(String name) {
    recorder.json(
        "/account/registration",
        """
        {"login": "%s", "password": "%s", "email": "%s@example.org", "first_name": "Иван",
         "last_name": "Иванов"}\
        """
            .formatted(name, FIRST, name),
        "browser: Chrome 121");
    Reply signedIn =
        recorder.json(
            "/account/login",
            "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(name, FIRST),
            "browser: Chrome 121");
    recorder.get("/account/me", "Authorization: " + signedIn.text("token"));
    recorder.get("/account/login/check?login=" + name);
    recorder.get("/account/login/check?login=nobody");
  }

  private void strangers() {
    recorder.get("/account/profile/");
    recorder.get("/nowhere/at/all");
    recorder.json("/user_account/login", "{\"username\": ");
    recorder.send("DELETE", "/user_account/login", null);
    recorder.send(
        "OPTIONS",
        "/auth/login/",
        null,
        "Origin: https://app.example.org",
        "Access-Control-Request-Method: POST",
        "Access-Control-Request-Headers: content-type");
    recorder.get("/user_account/confirm_email/abcdefgh12345678ABCDEFGH12345678");
  }

  /** Somebody who came from elsewhere. */
  void imported() {
    Reply signedIn =
        recorder.json("/user_account/login", login("fred", "correct horse battery staple"));
    assertThat(signedIn.status()).isEqualTo(200);
    recorder.get(
        "/account/me", "Authorization: Bearer " + signedIn.text("token"), "browser: Chrome 121");
    recorder.get("/account/profile/", "Authorization: Bearer " + signedIn.text("token"));
  }
}
