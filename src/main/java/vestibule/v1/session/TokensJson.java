package vestibule.v1.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Session;
import vestibule.core.token.RotatingTokens;
import vestibule.v1.form.Answers;

/**
 * A session that begins or goes on, with what its client holds from then on; a browser holds a
 * cookie instead, and is told no token.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TokensJson(
    String account,
    String session,
    @JsonProperty("access_token") Optional<String> accessToken,
    @JsonProperty("token_type") Optional<String> tokenType,
    @JsonProperty("expires_in") Optional<Long> expiresIn,
    @JsonProperty("refresh_token") Optional<String> refreshToken,
    @JsonProperty("recovery_codes") Optional<List<String>> recoveryCodes) {

  static TokensJson of(
      Session session, RotatingTokens.Pair pair, Instant now, Optional<List<String>> codes) {
    return new TokensJson(
        Answers.id(session.account()),
        Answers.id(session.id()),
        Optional.of(pair.access()),
        Optional.of("Bearer"),
        Optional.of(Math.max(0, Duration.between(now, pair.ends()).toSeconds())),
        Optional.of(pair.refresh()),
        codes);
  }

  static TokensJson inCookie(Session session, Optional<List<String>> codes) {
    return new TokensJson(
        Answers.id(session.account()),
        Answers.id(session.id()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        codes);
  }
}
