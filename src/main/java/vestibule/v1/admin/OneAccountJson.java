package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import vestibule.core.model.Dossier;
import vestibule.core.operator.Duty;
import vestibule.v1.account.ExportJson;

/**
 * One account with what is kept of it, the newest of each kind.
 *
 * @param kept as its person gets it too
 */
record OneAccountJson(
    String status,
    Optional<String> duty,
    @JsonProperty("recovery_codes_left") int recoveryCodesLeft,
    ExportJson kept) {

  static OneAccountJson of(Dossier dossier) {
    return new OneAccountJson(
        AccountLineJson.small(dossier.person().account().standing().status()),
        Duty.of(dossier.person().rights()).map(AccountLineJson::small),
        dossier.means().recoveryCodes(),
        ExportJson.of(dossier));
  }
}
