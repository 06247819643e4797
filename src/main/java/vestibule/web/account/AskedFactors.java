package vestibule.web.account;

import java.util.List;
import java.util.function.Function;
import vestibule.core.factor.PasskeyOffer;
import vestibule.core.factor.PasskeyRequest;
import vestibule.core.factor.SecondFactors;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.web.frame.Sheets.Draft;

/**
 * Second factors, and what browsers are told of passkeys.
 *
 * @param creation what a device makes a passkey by, in the form that browsers read
 * @param request what a device signs, in the same
 */
public record AskedFactors(
    SecondFactors core,
    Function<PasskeyOffer, String> creation,
    Function<PasskeyRequest, String> request) {

  /** What a page is told where one of the wanted factors is a passkey; "" where none is. */
  static final String PASSKEY = "passkey";

  /**
   * A page that takes a passkey of the account too, where the account has one.
   *
   * @param wanted the names of the factors that the page takes
   */
  Draft asking(Draft draft, long account, List<String> wanted) {
    String asked =
        wanted.contains(EnrolledFactor.Kind.PASSKEY.word())
            ? request.apply(core.stepUp().request(account))
            : "";
    return draft.with(PASSKEY, asked);
  }
}
