package vestibule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.Person;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.core.store.Ids;
import vestibule.wiring.Wiring;

/**
 * A server under strict privacy, where an address belongs to somebody or to nobody, and an attacker
 * who has a mailbox of their own and wants to know which.
 */
final class DiscreetWorld implements AutoCloseable {

  private static final String PASSWORD = "Passw0rdLong";

  private final TestServer server = TestServer.start("VESTIBULE_PRIVACY=strict");
  private final boolean taken;
  private String round;
  private Optional<String> personalToken;
  private Optional<String> knowMeKey;
  private Optional<String> added;

  DiscreetWorld(boolean taken) {
    this.taken = taken;
  }

  /** How the address is taken where it is. */
  enum Owner {
    CONFIRMED,
    UNCONFIRMED
  }

  /** What the attacker can do; some calls at once where each does nothing that another sees. */
  enum Act {
    REGISTER_A,
    REGISTER_B,
    REGISTER_C,
    REGISTER_D,
    REGISTER_E,
    REGISTER_V1,
    SIGN_IN_AT_E_BY_NAME,
    ADD_AT_D,
    REMOVE_AT_D,
    ADD_AND_REMOVE_AT_V1,
    ASK_FOR_RESETS,
    ASK_FOR_CONFIRMATION,
    WAIT_A_DAY,
    WAIT_EIGHT_DAYS
  }

  /** Begins anew, with an address and names that nobody has used before. */
  void begin(int number, Owner owner) {
    round = Integer.toString(number, 36);
    personalToken = Optional.empty();
    knowMeKey = Optional.empty();
    added = Optional.empty();
    Person person = create((taken ? "x" : "o") + round + "@example.org");
    if (owner == Owner.CONFIRMED) {
      prove(person);
    }
  }

  /** What the attacker sees of it. */
  List<String> does(Act act) {
    return switch (act) {
      case REGISTER_A -> seen(register("/user_account/registration", "a"));
      case REGISTER_B -> seen(register("/api/registration", "b"));
      case REGISTER_C ->
          seen(post("/api/register/", "'email':'%s','password':'%s'", x(), PASSWORD));
      case REGISTER_D ->
          seen(
              post(
                  "/auth/register/",
                  "'email':'%s','first_name':'D','last_name':'D','password':'%s'",
                  x(),
                  PASSWORD));
      case REGISTER_E ->
          seen(
              post(
                  "/account/registration",
                  "'login':'e_%s_e','password':'%s','email':'%s','first_name':'Иван',"
                      + "'last_name':'Иванов'",
                  round,
                  PASSWORD,
                  x()));
      case REGISTER_V1 ->
          seen(
              post(
                  "/v1/accounts",
                  "'username':'%s','email':'%s','password':'%s'",
                  name("v"),
                  x(),
                  PASSWORD));
      case ADD_AND_REMOVE_AT_V1 -> addAndRemove();
      case SIGN_IN_AT_E_BY_NAME -> seen(signInAtE("a"), signInAtE("b"));
      case ADD_AT_D -> seen(add());
      case REMOVE_AT_D ->
          seen(
              server.json("PATCH", one(), "{\"primary\": true}", key()),
              server.get(one(), key()),
              server.send("DELETE", one(), null, key()));
      case ASK_FOR_RESETS ->
          seen(
              post("/user_account/reset_password_request", "'username':'%s'", x()),
              post("/api/reset_password_request", "'username':'%s'", x()),
              post("/v1/resets", "'login':'%s'", x()),
              post("/user_account/reset_password_request", "'username':'%s'", name("a")));
      case ASK_FOR_CONFIRMATION -> seen(post("/v1/confirmations", "'email':'%s'", x()));
      case WAIT_A_DAY -> passed(Duration.ofHours(25));
      case WAIT_EIGHT_DAYS -> passed(Duration.ofDays(8));
    };
  }

  /** All that tells how things stand. */
  List<String> looksAround() {
    List<Reply> replies = new ArrayList<>();
    replies.add(signIn("/user_account/login", "username", "pwd", x()));
    replies.add(signIn("/user_account/login", "username", "pwd", name("a")));
    replies.add(signIn("/api/login", "username", "pwd", name("b")));
    replies.add(signIn("/api/token/", "username", "password", name("a")));
    replies.add(signIn("/api/token/", "email", "password", x()));
    replies.add(signIn("/auth/login/", "email", "password", x()));
    replies.add(signIn("/account/login", "email", "password", x()));
    replies.add(signIn("/account/login", "login", "password", x()));
    replies.add(signIn("/v1/sessions", "login", "password", x()));
    replies.add(signIn("/v1/sessions", "login", "password", name("v")));
    for (String name : List.of(name("a"), name("b"), "e_" + round + "_e", x())) {
      replies.add(server.get("/account/login/check?login=" + name));
    }
    personalToken.ifPresent(
        token -> replies.add(server.get("/account/me", "Authorization: " + token)));
    knowMeKey.ifPresent(key -> replies.add(server.get("/account/emails/", key)));
    return seen(replies.toArray(Reply[]::new));
  }

  /** The next ids that anybody can see, once all that was left to do is done. */
  Map<Ids.Sequence, Long> nextIds() {
    server.awaitEmptyOutbox();
    Map<Ids.Sequence, Long> next = new TreeMap<>();
    for (Ids.Sequence sequence :
        List.of(
            Ids.Sequence.ACCOUNT, Ids.Sequence.EMAIL, Ids.Sequence.SESSION, Ids.Sequence.MAIL)) {
      next.put(sequence, server.server().foundation().storage().ids().next(sequence));
    }
    return next;
  }

  /** Uses ids up, so that the next ones are as high as in another world. */
  void catchUp(Map<Ids.Sequence, Long> other, Map<Ids.Sequence, Long> own) {
    own.forEach(
        (sequence, last) -> {
          long id = last;
          while (id < other.get(sequence)) {
            id = server.server().foundation().storage().ids().next(sequence);
          }
        });
  }

  /** What has come to the attacker's own mailbox, once all that was left to do is done. */
  List<String> ownMails() {
    server.awaitEmptyOutbox();
    return server.unreadMails().stream()
        .filter(mail -> mail.to().startsWith("y"))
        .map(mail -> mail.to() + " " + mail.subject())
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private String x() {
    return "x" + round + "@example.org";
  }

  private String name(String letter) {
    return letter + "_" + round;
  }

  private Person create(String address) {
    Visit visit =
        new Visit(
            Wiring.operatorVisit(server.config()).door(),
            new UserAgent("test", "192.0.2.1", Language.ENGLISH));
    return server
        .core()
        .registration()
        .create(
            new NewAccount(
                visit,
                Optional.empty(),
                NewAddress.toConfirm(address),
                Account.Profile.EMPTY,
                new Credential.NewPassword("Another-pass-8"),
                Optional.empty()));
  }

  private void prove(Person person) {
    server
        .transactions()
        .write(
            stores -> {
              Email email = person.emails().getFirst();
              stores.emails().verify(email.account(), email.id());
              stores.changed(email.account());
              return stores.identifiers().prove(email.key(), email.account());
            });
  }

  private Reply register(String path, String letter) {
    return post(path, "'username':'%s','email':'%s','pwd':'%s'", name(letter), x(), PASSWORD);
  }

  private Reply signIn(String path, String key, String passwordKey, String login) {
    return post(path, "'%s':'%s','%s':'%s'", key, login, passwordKey, PASSWORD);
  }

  private Reply signInAtE(String letter) {
    Reply reply = signIn("/account/login", "login", "password", name(letter));
    if (reply.status() == 200) {
      personalToken = Optional.of(reply.text("token"));
    }
    return reply;
  }

  private Reply add() {
    Reply reply =
        server.json("POST", "/account/emails/", "{\"email\": \"%s\"}".formatted(x()), key());
    if (reply.status() == 201) {
      added = Optional.of("/account/emails/" + reply.text("id") + "/");
    }
    return reply;
  }

  /** By the key of D, which our own API takes; a session begins with a proof that is fresh. */
  private List<String> addAndRemove() {
    Reply proved =
        server.json(
            "POST", "/v1/sessions/current/proof", "{\"password\": \"Another-pass-8\"}", key());
    Reply made =
        server.json("POST", "/v1/account/addresses", "{\"email\": \"%s\"}".formatted(x()), key());
    Reply listed = server.get("/v1/account/addresses", key());
    String id = made.status() == 201 ? made.text("id") : "0";
    Reply removed = server.send("DELETE", "/v1/account/addresses/" + id, null, key());
    return seen(proved, made, listed, removed);
  }

  private String one() {
    return added.orElse("/account/emails/0/");
  }

  /** The attacker's own account at D, with a confirmed address. */
  private String key() {
    if (knowMeKey.isEmpty()) {
      String own = "y" + round + "@example.org";
      Person person = create(own);
      // Else it is left to chance whether the mail that asks to confirm it goes before.
      server.awaitEmptyOutbox();
      prove(person);
      String login = "{\"email\": \"%s\", \"password\": \"Another-pass-8\"}".formatted(own);
      knowMeKey =
          Optional.of(
              "Authorization: Token " + server.json("POST", "/auth/login/", login).text("token"));
    }
    return knowMeKey.get();
  }

  private List<String> passed(Duration time) {
    // A mail in hand would be sent again, as its lease would end.
    server.awaitEmptyOutbox();
    server.clock().advance(time);
    server.core().trials().end();
    return List.of();
  }

  private Reply post(String path, String members, Object... values) {
    String body = "{" + members.formatted(values).replace('\'', '"') + "}";
    return server.json("POST", path, body, "browser: Firefox");
  }

  private static List<String> seen(Reply... replies) {
    List<String> seen = new ArrayList<>();
    for (Reply reply : replies) {
      Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
      headers.remove("date");
      // The body is compared; a time whose last digits are zeros is shorter.
      headers.remove("content-length");
      seen.add(
          (reply.whole() + " " + headers)
              .replaceAll("eyJ[\\w.-]+", "<token>")
              .replaceAll("\\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f-]{36})\\b", "<token>")
              .replaceAll("\\bvr1_[\\w-]+", "<token>")
              .replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?", "<time>"));
    }
    return seen;
  }
}
