package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each of the doors as a client of its document uses it: coming in for the first time, again, and
 * asking who one is.
 */
enum TestDoor {
  USER_ACCOUNT {
    @Override
    Reply register(TestServer server, TestPerson person) {
      return server.json(
          "POST",
          "/user_account/registration",
          """
          {"username": "%s", "full_name": "Admin A.A.", "email": "%s", "phone": null,
           "contacts": null, "pwd": "%s"}\
          """
              .formatted(person.name(), person.email(), person.password()));
    }

    @Override
    Reply signIn(TestServer server, String login, String password) {
      return server.json(
          "POST",
          "/user_account/login",
          "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(login, password));
    }

    @Override
    String token(Reply signedIn) {
      return "Bearer " + signedIn.text("token");
    }

    @Override
    Reply whoami(TestServer server, String token) {
      return server.get("/user_account/profile_settings", "Authorization: " + token);
    }

    @Override
    String wordOf(TestPerson person, long id, boolean verified) {
      return """
      {"contacts":null,"email":"%s","full_name":"%s","is_email_verified":%s,"phone":null,\
      "pwd":"********","username":"%s"}
      """
          .formatted(person.masked(), person.fullName(), verified, person.shownName());
    }

    @Override
    void confirm(TestServer server, TestPerson person, TestMails.Received mail) {
      assertThat(server.get(mail.path()).whole())
          .isEqualTo("200 {\"msg\":\"Your email has been confirmed.\"}\n");
    }
  },

  ENVELOPE {
    @Override
    Reply register(TestServer server, TestPerson person) {
      return server.json(
          "POST",
          "/api/registration",
          """
          {"username": "%s", "full_name": "Admin A.A.", "email": "%s", "phone": null,
           "contacts": null, "pwd": "%s"}\
          """
              .formatted(person.name(), person.email(), person.password()));
    }

    @Override
    Reply signIn(TestServer server, String login, String password) {
      return server.json(
          "POST",
          "/api/login",
          "{\"username\": \"%s\", \"pwd\": \"%s\", \"remember\": true}".formatted(login, password));
    }

    @Override
    boolean accepted(Reply signIn) {
      return signIn.status() == 200 && signIn.text("status").equals("OK");
    }

    @Override
    String token(Reply signedIn) {
      return "Bearer " + signedIn.text("/data/token");
    }

    @Override
    Reply whoami(TestServer server, String token) {
      return server.get("/api/profile_settings", "Authorization: " + token);
    }

    @Override
    String wordOf(TestPerson person, long id, boolean verified) {
      return "{\"data\":%s,\"msg\":\"success\",\"status\":\"OK\"}\n"
          .formatted(USER_ACCOUNT.wordOf(person, id, verified).strip());
    }

    @Override
    void confirm(TestServer server, TestPerson person, TestMails.Received mail) {
      assertThat(server.get(mail.path()).whole())
          .isEqualTo("200 {\"msg\":\"Your email has been confirmed.\",\"status\":\"OK\"}\n");
    }
  },

  CHAT {
    @Override
    Reply register(TestServer server, TestPerson person) {
      return server.form(
          "POST",
          "/api/register/",
          "email=%s&password=%s".formatted(person.email(), person.password()));
    }

    @Override
    Reply signIn(TestServer server, String login, String password) {
      return server.form("POST", "/api/token/", "email=%s&password=%s".formatted(login, password));
    }

    @Override
    String token(Reply signedIn) {
      return "Bearer " + signedIn.text("access");
    }

    @Override
    Reply whoami(TestServer server, String token) {
      return server.get("/api/user/", "Authorization: " + token);
    }

    @Override
    String wordOf(TestPerson person, long id, boolean verified) {
      return "{\"id\":%s,\"email\":\"%s\",\"is_email_confirmed\":%s}"
          .formatted(id, person.email(), verified);
    }

    @Override
    void confirm(TestServer server, TestPerson person, TestMails.Received mail) {
      Reply reply = server.get(mail.path());
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text("is_email_confirmed")).isEqualTo("true");
    }
  },

  KNOW_ME {
    @Override
    Reply register(TestServer server, TestPerson person) {
      return server.json(
          "POST",
          "/auth/register/",
          """
          {"email": "%s", "first_name": "Dora", "last_name": "Dee", "password": "%s"}\
          """
              .formatted(person.email(), person.password()));
    }

    @Override
    Reply signIn(TestServer server, String login, String password) {
      return server.json(
          "POST",
          "/auth/login/",
          "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(login, password));
    }

    @Override
    String token(Reply signedIn) {
      return "Token " + signedIn.text("token");
    }

    @Override
    Reply whoami(TestServer server, String token) {
      return server.get("/account/profile/", "Authorization: " + token);
    }

    @Override
    String wordOf(TestPerson person, long id, boolean verified) {
      return "{\"id\":%s,\"email\":\"%s\",\"first_name\":\"%s\",\"last_name\":\"%s\"}"
          .formatted(id, person.email(), person.firstName(), person.lastName());
    }

    @Override
    void confirm(TestServer server, TestPerson person, TestMails.Received mail) {
      assertThat(
              server
                  .json(
                      "POST",
                      "/account/verify-email/",
                      "{\"key\": \"%s\", \"password\": \"%s\"}"
                          .formatted(mail.code(), person.password()))
                  .whole())
          .isEqualTo("200 {}");
    }
  },

  PERSONAL {
    @Override
    Reply register(TestServer server, TestPerson person) {
      return server.json(
          "POST",
          "/account/registration",
          """
          {"login": "%s", "password": "%s", "email": "%s", "first_name": "Иван",
           "last_name": "Иванов"}\
          """
              .formatted(person.name(), person.password(), person.email()),
          "browser: Chrome 121");
    }

    @Override
    Reply signIn(TestServer server, String login, String password) {
      return server.json(
          "POST",
          "/account/login",
          "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password),
          "browser: Chrome 121");
    }

    @Override
    String token(Reply signedIn) {
      return signedIn.text("token");
    }

    @Override
    Reply whoami(TestServer server, String token) {
      return server.get("/account/me", "Authorization: " + token);
    }

    @Override
    String wordOf(TestPerson person, long id, boolean verified) {
      return """
      {"id":%s,"login":"%s","email":"%s","first_name":"%s","last_name":"%s",\
      "created_at":\
      """
          .formatted(id, person.shownName(), person.email(), person.firstName(), person.lastName());
    }

    @Override
    void confirm(TestServer server, TestPerson person, TestMails.Received mail) {
      USER_ACCOUNT.confirm(server, person, mail);
    }
  },

  V1 {
    @Override
    Reply register(TestServer server, TestPerson person) {
      return server.json(
          "POST",
          "/v1/accounts",
          """
          {"username": "%s", "full_name": "Admin A.A.", "email": "%s", "password": "%s"}\
          """
              .formatted(person.name(), person.email(), person.password()));
    }

    @Override
    Reply signIn(TestServer server, String login, String password) {
      return server.json(
          "POST",
          "/v1/sessions",
          "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password));
    }

    @Override
    boolean accepted(Reply signIn) {
      return signIn.status() == 201;
    }

    @Override
    String token(Reply signedIn) {
      return "Bearer " + signedIn.text("access_token");
    }

    @Override
    Reply whoami(TestServer server, String token) {
      return server.get("/v1/account", "Authorization: " + token);
    }

    @Override
    String wordOf(TestPerson person, long id, boolean verified) {
      return "{\"id\":\"%s\",\"username\":%s,\"full_name\":%s,"
          .formatted(
              id,
              person.cameInBy().asksName() ? "\"" + person.name() + "\"" : "null",
              person.wholeName().map(name -> "\"" + name + "\"").orElse("null"));
    }

    @Override
    void confirm(TestServer server, TestPerson person, TestMails.Received mail) {
      assertThat(
              server
                  .json(
                      "POST",
                      "/v1/confirmations/complete",
                      "{\"code\": \"%s\"}".formatted(mail.code()))
                  .whole())
          .isEqualTo("204 ");
    }
  };

  abstract Reply register(TestServer server, TestPerson person);

  abstract Reply signIn(TestServer server, String login, String password);

  /** What the client sends in its Authorization header from then on. */
  abstract String token(Reply signedIn);

  abstract Reply whoami(TestServer server, String token);

  /** What whoami says of the person, or how it begins. */
  abstract String wordOf(TestPerson person, long id, boolean verified);

  abstract void confirm(TestServer server, TestPerson person, TestMails.Received mail);

  boolean accepted(Reply signIn) {
    return signIn.status() == 200;
  }

  /** Whether accounts made here have a user name. */
  boolean asksName() {
    return switch (this) {
      case USER_ACCOUNT, ENVELOPE, PERSONAL, V1 -> true;
      case CHAT, KNOW_ME -> false;
    };
  }
}
