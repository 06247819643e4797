package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;

import vestibule.Reply;
import vestibule.TestServer;

/** Somebody who comes in by our own API. */
public record OwnPerson(TestServer server, String name) {

  public static final String PASSWORD = "correct horse 7";

  /** Somebody who has registered. */
  public static OwnPerson registered(TestServer server) {
    OwnPerson person = new OwnPerson(server, server.unique("own"));
    Reply reply = person.register();
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return person;
  }

  /** Somebody whose address is confirmed too. */
  public static OwnPerson confirmed(TestServer server) {
    OwnPerson person = registered(server);
    String code = server.awaitMail(person.email()).code();
    assertThat(post(server, "/v1/confirmations/complete", "'code':'%s'", code).whole())
        .isEqualTo("204 ");
    return person;
  }

  public String email() {
    return name + "@example.org";
  }

  public Reply register() {
    return post(
        server,
        "/v1/accounts",
        "'username':'%s','email':'%s','password':'%s','full_name':'Ada Lovelace'",
        name,
        email(),
        PASSWORD);
  }

  public Reply signIn() {
    return signIn(PASSWORD);
  }

  public Reply signIn(String password) {
    return post(server, "/v1/sessions", "'login':'%s','password':'%s'", name, password);
  }

  /** The header of a new session. */
  public String bearer() {
    Reply reply = signIn();
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return bearer(reply);
  }

  public static String bearer(Reply signedIn) {
    return "Authorization: Bearer " + signedIn.text("access_token");
  }

  /** Signs a browser in that shows a page of the server's own. */
  public Reply signInBrowser(String... headers) {
    return server.json(
        "POST",
        "/v1/sessions",
        json("'login':'%s','password':'%s','cookies':true", name, PASSWORD),
        headers.length == 0 ? new String[] {"Sec-Fetch-Site: same-origin"} : headers);
  }

  /** The id of the account. */
  public long id() {
    return server.core().accounts().named(email()).orElseThrow().id();
  }

  static String json(String members, Object... values) {
    return "{" + members.replace('\'', '"').formatted(values) + "}";
  }

  /** Posts members that are written with single quotes. */
  static Reply post(TestServer server, String path, String members, Object... values) {
    return server.json("POST", path, json(members, values));
  }

  /** The same of somebody who is known. */
  Reply postAs(String header, String path, String members, Object... values) {
    return server.json("POST", path, json(members, values), header);
  }

  /** A problem without fields. */
  static String problem(int status, String code, String detail) {
    return status
        + " {\"type\":\"about:blank\",\"status\":"
        + status
        + ",\"code\":\""
        + code
        + "\",\"detail\":\""
        + detail
        + "\"}";
  }

  /** A problem of one field. */
  static String wrong(String pointer, String code, String detail) {
    return "422 {\"type\":\"about:blank\",\"status\":422,\"code\":\"fields_invalid\","
        + "\"detail\":\"Fields of the body are wrong; see errors.\",\"errors\":[{\"pointer\":\""
        + pointer
        + "\",\"code\":\""
        + code
        + "\",\"detail\":\""
        + detail
        + "\"}]}";
  }
}
