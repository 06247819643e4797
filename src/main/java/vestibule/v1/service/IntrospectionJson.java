package vestibule.v1.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.token.TokenOutcome.Accepted;
import vestibule.v1.form.Answers;

/**
 * What is told of a token that is worth something (RFC 7662, 2.2): the registered members first, in
 * seconds since 1970 where they are times, and then ours.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record IntrospectionJson(
    boolean active,
    String sub,
    Optional<String> username,
    @JsonProperty("token_type") Optional<String> tokenType,
    String iss,
    long iat,
    long exp,
    Optional<String> jti,
    @JsonProperty("token_use") String tokenUse,
    String door,
    String session,
    @JsonProperty("auth_time") long authTime,
    List<String> amr,
    Optional<String> email,
    @JsonProperty("email_verified") boolean emailVerified,
    List<String> groups,
    List<String> roles,
    List<String> permissions) {

  private static final String ACCESS = "access";
  private static final String KEY = "key";

  /** What lets requests in. */
  static IntrospectionJson ofAccess(Accepted token, String issuer) {
    if (!token.expires().equals(Instant.EPOCH)) {
      return of(token, issuer, ACCESS);
    }
    return of(token, issuer, isCookie(token) ? "cookie" : KEY);
  }

  /** Of the doors that hand out keys, our own puts them into cookies alone. */
  private static boolean isCookie(Accepted token) {
    return token.session().door().equals("v1");
  }

  /** What makes new tokens. */
  static IntrospectionJson ofRefresh(Accepted token, String issuer) {
    return of(token, issuer, "refresh");
  }

  private static IntrospectionJson of(Accepted token, String issuer, String use) {
    Person person = token.person();
    Session session = token.session();
    Session.Life life = session.life();
    boolean timed = !token.expires().equals(Instant.EPOCH);
    boolean bearer = use.equals(ACCESS) || use.equals(KEY);
    return new IntrospectionJson(
        true,
        Answers.id(person.id()),
        person.account().username(),
        Optional.of("Bearer").filter(_ -> bearer),
        issuer,
        (timed ? token.issued() : life.created()).getEpochSecond(),
        (timed ? earlier(token.expires(), life.expires()) : life.expires()).getEpochSecond(),
        token.id(),
        use,
        session.door(),
        Answers.id(session.id()),
        session.lastProved().orElse(life.created()).getEpochSecond(),
        methods(session),
        person.primary().map(Email::address),
        person.isAddressVerified(),
        names(person.rights().groups()),
        names(person.rights().roles()),
        person.rights().permissions());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static final String HELD_KEY = "pop";
  private static final Map<String, String> METHODS =
      Map.of(Session.PASSWORD, "pwd", Session.MAIL, "otp", "totp", "otp", "passkey", HELD_KEY);

  /** By the names of RFC 8176 where it has one. */
  private static List<String> methods(Session session) {
    List<String> methods = new ArrayList<>();
    for (Session.Proof proof : session.proofs()) {
      methods.add(METHODS.getOrDefault(proof.factor(), proof.factor()));
    }
    // A passkey lets in alone where its device has asked for its person.
    if (methods.size() > 1 || methods.equals(List.of(HELD_KEY))) {
      methods.add("mfa");
    }
    return List.copyOf(methods);
  }

  private static List<String> names(List<Rights.Named> rights) {
    return rights.stream().map(Rights.Named::name).toList();
  }
}
