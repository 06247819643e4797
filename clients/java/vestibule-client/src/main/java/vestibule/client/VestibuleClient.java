package vestibule.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Vestibule server: what anybody asks of it, and what a back end asks about its callers. It can
 * be used by many threads, and holds connections: make one, and keep it.
 *
 * <p>Each method throws a {@link ProblemException} when the server says no, and an {@link
 * UnreachableException} when no answer came.
 */
public final class VestibuleClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PASSWORD = "password";
  private static final String MAILED = "/v1/sessions/mailed";

  private final Transport transport;
  private final InstantSource clock;

  private VestibuleClient(Transport transport, InstantSource clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /** The server at an address, as {@code https://accounts.example.org}. */
  public static VestibuleClient at(URI url) {
    return new VestibuleClient(Transport.to(url, TIMEOUT), InstantSource.system());
  }

  /** The server at an address. */
  public static VestibuleClient at(String url) {
    return at(URI.create(url));
  }

  /** The same server, which has this time for an answer instead of ten seconds. */
  public VestibuleClient within(Duration time) {
    return new VestibuleClient(transport.within(time), clock);
  }

  /**
   * The same server with a header more in each request: {@code Accept-Language} chooses the
   * language of mails, {@code Idempotency-Key} lets a request that is sent again be done once,
   * {@code Vestibule-Challenge} answers a challenge.
   */
  public VestibuleClient with(String header, String value) {
    return new VestibuleClient(transport.with(header, value), clock);
  }

  /** The same server, where tokens are judged to be too old by another clock. */
  VestibuleClient by(InstantSource other) {
    return new VestibuleClient(transport, other);
  }

  /** Registers somebody, and mails them a code; nobody is signed in by that. */
  public Account register(NewAccount account) {
    return transport.ask(Call.post("/v1/accounts", account.body())).as(Account.class);
  }

  /** Mails a new code to confirm an address by, where it is one of an account. */
  public void requestConfirmation(String email) {
    transport.ask(Call.post("/v1/confirmations", Map.of("email", email)));
  }

  /** Confirms an address by a mailed code. */
  public void confirm(String code) {
    transport.ask(Call.post("/v1/confirmations/complete", Map.of("code", code)));
  }

  /** Mails a code to choose a new password by, where there is such an account. */
  public void requestReset(String login) {
    transport.ask(Call.post("/v1/resets", Map.of("login", login)));
  }

  /** Chooses a new password by a mailed code; every session ends. */
  public void reset(String code, String password) {
    transport.ask(Call.post("/v1/resets/complete", Map.of("code", code, PASSWORD, password)));
  }

  /**
   * Signs somebody in, whose tokens live as long as the object.
   *
   * @param login a user name, or any address
   * @throws FactorWantedException when the password alone does not let them in
   */
  public SignedIn signIn(String login, String password) {
    return signIn(login, password, TokenStore.inMemory());
  }

  /** Signs somebody in, and keeps their tokens in a store. */
  public SignedIn signIn(String login, String password, TokenStore store) {
    return begun(Call.post("/v1/sessions", Map.of("login", login, PASSWORD, password)), store);
  }

  /** Answers with another factor, as a {@link FactorWantedException} asked for. */
  public SignedIn completeSignIn(String ticket, String answer, TokenStore store) {
    return begun(
        Call.post("/v1/sessions/complete", Map.of("ticket", ticket, "answer", answer)), store);
  }

  /**
   * Mails a code to sign in by, where there is such an account with a confirmed address. The
   * server's {@code sign-in.mailed-codes} has to be on.
   *
   * @param login a user name, or a confirmed address
   */
  public MailedTicket requestSignInCode(String login) {
    return transport.ask(Call.post(MAILED, Map.of("login", login))).as(MailedTicket.class);
  }

  /**
   * Signs somebody in by the mailed code that a ticket is for.
   *
   * @throws FactorWantedException when the code alone does not let them in
   */
  public SignedIn signInByCode(String ticket, String code, TokenStore store) {
    return begun(Call.post(MAILED + "/complete", Map.of("ticket", ticket, "code", code)), store);
  }

  /** Keeps an account that is to be erased, by a mailed code; nobody is signed in by that. */
  public void cancelDeletion(String code) {
    transport.ask(Call.post("/v1/deletions/cancel", Map.of("code", code)));
  }

  /** Goes on as the person whose tokens a store has. */
  public SignedIn resume(TokenStore store) {
    return new SignedIn(transport, store, new Renewal(transport, store, clock));
  }

  private SignedIn begun(Call call, TokenStore store) {
    store.save(transport.ask(call).as(Renewal.Told.class).from(clock.instant()));
    return resume(store);
  }

  /**
   * Who shows this credential: an access token of {@code /v1}, a token of A, B or C, or a key of D
   * or E. A session that has ended is known at once, and behind another node within a second.
   *
   * @throws ProblemException with status 401 when it stands for nobody
   */
  public Whoami whoami(String credential) {
    return transport.ask(Call.get("/v1/whoami").by(checked(credential))).whoami();
  }

  /** What a token is worth (RFC 7662), asked for by a service with a credential of its own. */
  public Introspection introspect(String token, ServiceCredential by) {
    Map<String, String> form =
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", by.basic());
    String body = "token=" + URLEncoder.encode(token, UTF_8);
    Answer answer =
        transport.ask(new Call("POST", "/v1/introspect", form, Optional.of(body.getBytes(UTF_8))));
    return Introspection.of(answer.as(Map.class));
  }

  /**
   * Verifies access tokens by the server's published keys, without asking it about each.
   *
   * @param issuer the server's {@code public-url}
   */
  public AccessTokenVerifier verifier(String issuer) {
    return new AccessTokenVerifier(issuer, transport, clock);
  }

  /** What no header may have is no credential either. */
  private static String checked(String credential) {
    if (!credential.matches("[!-~]{1,8192}")) {
      throw new ProblemException(
          new Problem(
              401,
              "token_invalid",
              "The credential is none of this server's.",
              List.of(),
              Optional.empty(),
              Optional.empty()));
    }
    return credential;
  }
}
