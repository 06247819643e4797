package vestibule.v1.admin;

import java.util.List;
import java.util.function.Function;
import vestibule.core.administration.AccountSearch;
import vestibule.core.administration.OperatorActs;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.administration.Records;
import vestibule.core.administration.SystemActs;
import vestibule.core.operator.Operator;

/**
 * What operators look at and do here.
 *
 * @param settings none of them a secret
 */
public record AdminUseCases(OperatorDesk desk, List<SettingInForce> settings) {

  public AdminUseCases {
    settings = List.copyOf(settings);
  }

  /**
   * A setting as it is in force.
   *
   * @param from where it was given
   */
  public record SettingInForce(String key, String value, String from) {}

  AccountSearch search() {
    return desk.search();
  }

  Records records() {
    return desk.records();
  }

  Function<Operator, OperatorActs> acts() {
    return desk.acts();
  }

  Function<Operator, SystemActs> system() {
    return desk.system();
  }
}
