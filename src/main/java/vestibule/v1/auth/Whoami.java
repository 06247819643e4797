package vestibule.v1.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.token.TokenOutcome.Accepted;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.body.Json;
import vestibule.v1.account.AccountJson;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.form.Answers;

/**
 * {@code GET /v1/whoami}: the account, and by what it is known here. Both halves are made once, as
 * long as nothing of the account changes: the second one is each credential's own.
 */
public final class Whoami {

  private static final Function<Person, byte[]> ACCOUNT =
      person -> Json.compact(AccountJson.of(person));
  private static final Function<Accepted, byte[]> CREDENTIAL =
      token -> Json.compact(CredentialJson.of(token));

  private record CredentialJson(
      String door, SessionJson session, List<FactorJson> factors, Optional<TokenJson> token) {

    private static CredentialJson of(Accepted token) {
      Session session = token.session();
      return new CredentialJson(
          session.door(),
          SessionJson.of(session),
          session.proofs().stream()
              .map(proof -> new FactorJson(proof.factor(), Answers.time(proof.at())))
              .toList(),
          TokenJson.of(token));
    }
  }

  private record SessionJson(
      String id, String created, @JsonProperty("last_used") String lastUsed, String expires) {

    private static SessionJson of(Session session) {
      Session.Life life = session.life();
      return new SessionJson(
          Answers.id(session.id()),
          Answers.time(life.created()),
          Answers.time(life.lastUsed()),
          Answers.time(life.expires()));
    }
  }

  private record FactorJson(String name, String at) {}

  private record TokenJson(String issued, String expires) {

    /** A key has no times of its own. */
    private static Optional<TokenJson> of(Accepted token) {
      return token.expires().equals(Instant.EPOCH)
          ? Optional.empty()
          : Optional.of(new TokenJson(Answers.time(token.issued()), Answers.time(token.expires())));
    }
  }

  /** Declares its path. */
  public void mount(Routes routes, V1Caller caller) {
    routes.guarded(caller::known).get("/v1/whoami", Whoami::show);
  }

  private static Response show(Request request, Known known) {
    byte[] account = known.token().shown(ACCOUNT);
    byte[] credential = known.token().shownOfToken(CREDENTIAL);
    return Answers.json(200, merged(account, credential));
  }

  /** One object of the members of both. */
  private static byte[] merged(byte[] first, byte[] second) {
    byte[] whole = new byte[first.length + second.length - 1];
    System.arraycopy(first, 0, whole, 0, first.length - 1);
    whole[first.length - 1] = ',';
    System.arraycopy(second, 1, whole, first.length, second.length - 1);
    return whole;
  }
}
