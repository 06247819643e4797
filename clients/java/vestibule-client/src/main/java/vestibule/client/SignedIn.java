package vestibule.client;

import java.util.List;
import java.util.Map;

/**
 * Somebody who is signed in, and what they do with their account. Used by many threads; tokens that
 * are too old are renewed by the way, once for all of them.
 *
 * <p>Each method throws a {@link ProblemException} when the server says no, a {@link
 * SignedOutException} when the token store is empty, and an {@link UnreachableException} when no
 * answer came.
 */
public final class SignedIn {

  private static final String SESSIONS = "/v1/sessions";
  private static final String ACCOUNT = "/v1/account";
  private static final String AVATAR = "/v1/account/avatar";
  private static final String ADDRESSES = "/v1/account/addresses";
  private static final String PASSWORD = "password";

  private final Transport transport;
  private final TokenStore store;
  private final Renewal renewal;

  SignedIn(Transport transport, TokenStore store, Renewal renewal) {
    this.transport = transport;
    this.store = store;
    this.renewal = renewal;
  }

  /** The same person, whose requests have one more header, as {@code Idempotency-Key}. */
  public SignedIn with(String header, String value) {
    return new SignedIn(transport.with(header, value), store, renewal);
  }

  /** A token that is good now, to be shown to a back end as a Bearer token. */
  public String accessToken() {
    return renewal.current().accessToken();
  }

  /** Who it is, as back ends see it. */
  public Whoami whoami() {
    return ask(Call.get("/v1/whoami")).whoami();
  }

  /** One's account. */
  public Account account() {
    return ask(Call.get(ACCOUNT)).as(Account.class);
  }

  /** Changes the profile, and returns the account as it is then. */
  public Account edit(ProfileChange change) {
    return ask(Call.json("PATCH", ACCOUNT, change.body())).as(Account.class);
  }

  /** Takes another name to sign in by, and returns the account then; wants a fresh proof. */
  public Account changeUsername(String username) {
    return ask(Call.post(ACCOUNT + "/username", Map.of("username", username))).as(Account.class);
  }

  /** Changes the password; every other session ends. */
  public void changePassword(String present, String next) {
    ask(Call.post(ACCOUNT + "/password", Map.of(PASSWORD, present, "new_password", next)));
  }

  /** Gives the password once more, for what wants a fresh proof ({@code proof_wanted}). */
  public void prove(String password) {
    ask(Call.post(SESSIONS + "/current/proof", Map.of(PASSWORD, password)));
  }

  /** Gives what a second factor answers, for what wants a fresh proof. */
  public void proveBy(String answer) {
    ask(Call.post(SESSIONS + "/current/proof", Map.of("answer", answer)));
  }

  /** One's second factors. */
  public Factors factors() {
    return new Factors(this::ask);
  }

  /**
   * One's picture, a JPEG of 256 by 256 pixels; a {@link ProblemException} of the code {@code
   * avatar_missing} where there is none.
   */
  public byte[] avatar() {
    return ask(Call.get(AVATAR)).body();
  }

  /**
   * Gives the account a picture.
   *
   * @param picture up to 5 MiB
   * @param type {@code image/png}, {@code image/jpeg} or {@code image/gif}
   */
  public void changeAvatar(byte[] picture, String type) {
    ask(Call.put(AVATAR, type, picture));
  }

  /** Takes one's picture away. */
  public void removeAvatar() {
    ask(Call.delete(AVATAR));
  }

  /** All that is kept of oneself; wants a fresh proof. */
  public Export export() {
    return ask(Call.get(ACCOUNT + "/export")).as(Export.class);
  }

  /** Shuts the account at once; it is erased later, unless the link of a mail keeps it. */
  public void deleteAccount(String password) {
    ask(Call.post(ACCOUNT + "/deletion", Map.of(PASSWORD, password)));
    store.clear();
  }

  /** One's addresses, the oldest first. */
  public List<Address> addresses() {
    return Pages.all(this::ask, ADDRESSES, Address.class);
  }

  /** Adds an address, to which a code is mailed; wants a fresh proof. */
  public Address addAddress(String email) {
    return ask(Call.post(ADDRESSES, Map.of("email", email))).as(Address.class);
  }

  /** Makes a confirmed address the primary one; wants a fresh proof. */
  public Address preferAddress(String id) {
    return ask(Call.post(ADDRESSES + "/" + Pages.digits(id) + "/primary")).as(Address.class);
  }

  /** Removes an address; wants a fresh proof. */
  public void removeAddress(String id) {
    ask(Call.delete(ADDRESSES + "/" + Pages.digits(id)));
  }

  /** One's live sessions through all doors, the newest first. */
  public List<Session> sessions() {
    return Pages.all(this::ask, SESSIONS, Session.class);
  }

  /** Ends one of one's sessions. */
  public void endSession(String id) {
    ask(Call.delete(SESSIONS + "/" + Pages.digits(id)));
  }

  /** Ends all of one's other sessions. */
  public void endOtherSessions() {
    ask(Call.delete(SESSIONS));
  }

  /** Ends the session and forgets its tokens; where it has ended already, that is all. */
  public void signOut() {
    try {
      ask(Call.delete(SESSIONS + "/current"));
    } catch (ProblemException e) {
      if (e.status() != 401) {
        throw e;
      }
    }
    store.clear();
  }

  private Answer ask(Call call) {
    Tokens tokens = renewal.current();
    Answer first = transport.send(call.by(tokens.accessToken()));
    if (first.isGood()) {
      return first;
    }
    ProblemException problem = first.problem();
    if (problem.code().equals("token_expired")) {
      return transport.ask(call.by(renewal.after(tokens).accessToken()));
    }
    if (problem.status() == 401) {
      renewal.forget(tokens);
    }
    throw problem;
  }
}
