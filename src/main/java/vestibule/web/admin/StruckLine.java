package vestibule.web.admin;

import java.util.Optional;
import vestibule.core.store.node.StruckLimit;
import vestibule.web.account.Shown.Time;

/** A limit that an account or a network struck, as the page shows it. */
public record StruckLine(
    Optional<Long> account, String network, String limit, long times, Time last) {

  static StruckLine of(StruckLimit struck) {
    return new StruckLine(
        struck.account(),
        struck.network().orElse(""),
        struck.limit(),
        struck.times(),
        new Time(struck.last()));
  }
}
