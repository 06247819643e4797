package vestibule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.http.RawClient;

/**
 * No mail of any door takes the host of its links from a request (docs/contracts 0.9), not even
 * from a proxy that is trusted: else who asks for a reset in another's name gets the code.
 */
class LinkOriginTest {

  private static final String OURS = "https://accounts.example/";
  private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]+");

  private static final TestServer SERVER =
      TestServer.start(
          "VESTIBULE_PUBLIC_URL=https://accounts.example", "VESTIBULE_TRUSTED_PROXIES=127.0.0.1");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** What a request says of where it was sent to: its target, and headers. */
  private enum Lie {
    HOST("", "Host: evil.example"),
    ABSOLUTE_TARGET("http://evil.example", "Host: evil.example"),
    FORWARDED(
        "", "Host: accounts.example", "Forwarded: for=192.0.2.1;host=evil.example;proto=http"),
    X_FORWARDED(
        "",
        "Host: accounts.example",
        "X-Forwarded-For: 192.0.2.1",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Server: evil.example",
        "X-Forwarded-Proto: http",
        "X-Forwarded-Port: 666",
        "X-Forwarded-Prefix: /evil",
        "X-Forwarded-Path: /evil"),
    OTHERS(
        "",
        "Host: accounts.example",
        "X-Original-Host: evil.example",
        "X-Host: evil.example",
        "X-HTTP-Host-Override: evil.example",
        "X-Original-URL: http://evil.example/",
        "X-Rewrite-URL: http://evil.example/",
        "Referer: https://evil.example/",
        "X-ORIGIN: https://evil.example");

    private final String origin;
    private final String headers;

    Lie(String origin, String... headers) {
      this.origin = origin;
      this.headers = String.join("\r\n", headers);
    }
  }

  /** Whatever makes a door send a mail to somebody. */
  private enum Asked {
    A_REGISTRATION {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        json(lie, "/user_account/registration", FLASK.formatted(person.name(), person.email()));
        return SERVER.awaitMail(person.email());
      }
    },
    B_REGISTRATION {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        json(lie, "/api/registration", FLASK.formatted(person.name(), person.email()));
        return SERVER.awaitMail(person.email());
      }
    },
    C_REGISTRATION {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        json(lie, "/api/register/", DJANGO.formatted(person.email()));
        return SERVER.awaitMail(person.email());
      }
    },
    D_REGISTRATION {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        json(lie, "/auth/register/", DJANGO.formatted(person.email()));
        return SERVER.awaitMail(person.email());
      }
    },
    E_REGISTRATION {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        json(
            lie,
            "/account/registration",
            """
            {"login": "%s", "password": "Passw0rdLong", "email": "%s", "first_name": "Иван",
             "last_name": "Иванов"}\
            """
                .formatted(person.name(), person.email()),
            "browser: Chrome");
        return SERVER.awaitMail(person.email());
      }
    },
    A_RESET {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        confirmed(person);
        json(lie, "/user_account/reset_password_request", NAMED.formatted(person.name()));
        return SERVER.awaitMail(person.email());
      }
    },
    B_RESET {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        confirmed(person);
        json(lie, "/api/reset_password_request", NAMED.formatted(person.name()));
        return SERVER.awaitMail(person.email());
      }
    },
    NEW_CONFIRMATION {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        TestDoor.CHAT.register(SERVER, person);
        SERVER.awaitMail(person.email());
        json(lie, "/v1/confirmations", "{\"email\": \"%s\"}".formatted(person.email()));
        return SERVER.awaitMail(person.email());
      }
    },
    ADDRESS_OF_D {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        String token = confirmed(person);
        String address = "more." + person.email();
        json(
            lie,
            "/account/emails/",
            "{\"email\": \"%s\"}".formatted(address),
            "Authorization: " + token);
        return SERVER.awaitMail(address);
      }
    },
    NOTICE_OF_A_NEW_PASSWORD {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        String token = confirmed(person);
        json(
            lie,
            "/account/change-password/",
            "{\"old_password\": \"Passw0rdLong\", \"new_password\": \"An0therLongOne\"}",
            "Authorization: " + token);
        return SERVER.awaitMail(person.email());
      }
    },
    NOTICE_OF_A_NEW_DEVICE {
      @Override
      TestMails.Received mail(Lie lie, TestPerson person) {
        confirmed(person);
        json(
            lie,
            "/account/login",
            "{\"login\": \"%s\", \"password\": \"Passw0rdLong\"}".formatted(person.email()),
            "browser: Other 1",
            "User-Agent: Other/1");
        return SERVER.awaitMail(person.email());
      }
    };

    private static final String FLASK =
        """
        {"username": "%s", "full_name": "A", "email": "%s", "phone": null, "contacts": null,
         "pwd": "Passw0rdLong"}\
        """;
    private static final String DJANGO =
        """
        {"email": "%s", "password": "Passw0rdLong", "first_name": "D", "last_name": "D"}\
        """;
    private static final String NAMED = "{\"username\": \"%s\"}";

    abstract TestMails.Received mail(Lie lie, TestPerson person);

    /** Comes in by A, is known at D too, and has read all mails so far. */
    private static String confirmed(TestPerson person) {
      TestDoor.USER_ACCOUNT.register(SERVER, person);
      TestDoor.USER_ACCOUNT.confirm(SERVER, person, SERVER.awaitMail(person.email()));
      String token =
          TestDoor.KNOW_ME.token(
              TestDoor.KNOW_ME.signIn(SERVER, person.email(), person.password()));
      SERVER.awaitEmptyOutbox();
      while (SERVER.findMail(person.email()).isPresent()) {
        // A notice of the sign-in.
      }
      return token;
    }

    private static void json(Lie lie, String path, String body, String... headers) {
      byte[] bytes = body.getBytes(UTF_8);
      List<String> head = new ArrayList<>();
      head.add("POST " + lie.origin + path + " HTTP/1.1");
      head.add(lie.headers);
      head.addAll(List.of(headers));
      head.add("Content-Type: application/json");
      head.add("Content-Length: " + bytes.length);
      String request = String.join("\r\n", head) + "\r\n\r\n" + new String(bytes, ISO_8859_1);
      try (RawClient client = new RawClient(SERVER.port())) {
        assertThat(client.send(request).answer().status()).as(path).isBetween(200, 202);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  static Stream<Arguments> eachWay() {
    return Arrays.stream(Asked.values())
        .flatMap(asked -> Arrays.stream(Lie.values()).map(lie -> Arguments.of(asked.name(), lie)));
  }

  @ParameterizedTest
  @MethodSource("eachWay")
  void everyLinkLeadsToTheConfiguredUrl(String asked, Lie lie) {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, SERVER);
    TestMails.Received mail = Asked.valueOf(asked).mail(lie, person);
    String whole = mail.text() + "\n" + mail.html();
    List<String> urls = URL.matcher(whole).results().map(MatchResult::group).toList();
    assertThat(urls).isNotEmpty().allSatisfy(url -> assertThat(url).startsWith(OURS));
    assertThat(whole).doesNotContain("evil", "666");
  }
}
