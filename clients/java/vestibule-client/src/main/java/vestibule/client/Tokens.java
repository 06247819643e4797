package vestibule.client;

import java.time.Instant;

/**
 * What the client of a session holds. Its text shows no token, as texts end up in logs.
 *
 * @param account the id of the account
 * @param session the id of the session
 * @param accessToken is shown with each request
 * @param refreshToken gets new tokens, once
 * @param expires when the access token does, by this machine's clock
 */
public record Tokens(
    String account, String session, String accessToken, String refreshToken, Instant expires) {

  @Override
  public String toString() {
    return "Tokens[account=" + account + ", session=" + session + ", expires=" + expires + "]";
  }
}
