package vestibule.v1.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import vestibule.core.signin.FurtherFactors;
import vestibule.http.Response;
import vestibule.v1.factor.PasskeyJson;
import vestibule.v1.form.Problems;

/**
 * What every problem says, and what is to be sent to the path that completes the sign-in.
 *
 * @param factors the names of those any of which is enough
 * @param passkey what a device is to sign, where a passkey is one of them
 */
record FactorWantedJson(
    String type,
    int status,
    String code,
    String detail,
    String ticket,
    @JsonProperty("expires_in") long expiresIn,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> factors,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PasskeyJson.Request> passkey) {

  private static final int STATUS = 401;

  static Response factor(
      String ticket, List<String> factors, Optional<PasskeyJson.Request> passkey) {
    return of(
        "factor_wanted",
        "The password is right; send the ticket with the answer to " + SigningIn.COMPLETE + ".",
        ticket,
        Optional.of(factors),
        passkey);
  }

  static Response enrolment(String ticket) {
    return of(
        "enrolment_wanted",
        "The password is right, and the account needs a second factor; send the ticket to "
            + SigningIn.ENROLMENT
            + ".",
        ticket,
        Optional.empty(),
        Optional.empty());
  }

  private static Response of(
      String code,
      String detail,
      String ticket,
      Optional<List<String>> factors,
      Optional<PasskeyJson.Request> passkey) {
    return Problems.of(
            STATUS,
            new FactorWantedJson(
                "about:blank",
                STATUS,
                code,
                detail,
                ticket,
                FurtherFactors.LIFE.toSeconds(),
                factors,
                passkey))
        .with("WWW-Authenticate", "Bearer");
  }
}
