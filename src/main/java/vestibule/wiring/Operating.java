package vestibule.wiring;

import java.util.List;
import java.util.function.Function;
import vestibule.config.Config;
import vestibule.core.administration.AccountSearch;
import vestibule.core.administration.Administration;
import vestibule.core.administration.LimitCare;
import vestibule.core.administration.MailCare;
import vestibule.core.administration.OperatorActs;
import vestibule.core.administration.OperatorDesk;
import vestibule.core.administration.Overview;
import vestibule.core.administration.SettingInForce;
import vestibule.core.administration.SystemActs;
import vestibule.core.arrival.ImportReports;
import vestibule.core.change.Changes;
import vestibule.core.model.Visit;
import vestibule.core.operator.Operator;

/** Gives each operator what they do, in their own name: the use cases of the commands. */
final class Operating {

  private Operating() {}

  /** What operators see and do. An operator's mails carry the links of document A's door. */
  static OperatorDesk desk(Config config, UseCases core, Limiting limiting) {
    return new OperatorDesk(
        new AccountSearch(core.changes()),
        core.records(),
        acts(core, Wiring.operatorVisit(config)),
        system(core, limiting),
        settings(config),
        new Overview(core.changes()));
  }

  private static List<SettingInForce> settings(Config config) {
    return config.report().effective().stream()
        .map(one -> new SettingInForce(one.key(), one.value(), one.from()))
        .toList();
  }

  private static Function<Operator, OperatorActs> acts(UseCases core, Visit mailing) {
    return operator -> {
      Changes own = core.changes().by(operator);
      return new OperatorActs(
          new Administration(own),
          core.resets().by(own),
          core.addressCare().by(own),
          core.secondFactors().factors().by(own),
          core.rights().by(own),
          mailing);
    };
  }

  private static Function<Operator, SystemActs> system(UseCases core, Limiting limiting) {
    return operator -> {
      Changes own = core.changes().by(operator);
      return new SystemActs(
          new MailCare(own),
          core.events().webhooks().by(own),
          core.services().by(own),
          core.keys().by(own),
          new ImportReports(own),
          new LimitCare(own, limiting.releases()));
    };
  }
}
