package vestibule.v1.admin;

import java.util.List;
import java.util.function.Function;
import vestibule.core.administration.AccountSearch;
import vestibule.core.administration.OperatorActs;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.administration.Records;
import vestibule.core.administration.SettingInForce;
import vestibule.core.administration.SystemActs;
import vestibule.core.operator.Operator;

/** What operators look at and do here. */
public record AdminUseCases(OperatorDesk desk) {

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

  List<SettingInForce> settings() {
    return desk.settings();
  }
}
