package vestibule.core.administration;

import java.util.List;
import java.util.function.Function;
import vestibule.core.operator.Operator;

/**
 * What operators look at, and what they do.
 *
 * @param acts of one operator on people's accounts, each in their own name
 * @param system the same of what belongs to all
 * @param settings of this node
 * @param overview of all nodes
 */
public record OperatorDesk(
    AccountSearch search,
    Records records,
    Function<Operator, OperatorActs> acts,
    Function<Operator, SystemActs> system,
    List<SettingInForce> settings,
    Overview overview) {

  /** Keeps its own copy. */
  public OperatorDesk {
    settings = List.copyOf(settings);
  }
}
