package vestibule.core;

import org.junit.jupiter.api.Nested;
import vestibule.core.address.ClaimCases;
import vestibule.core.address.ClaimRaceCases;
import vestibule.core.address.DisownCases;
import vestibule.core.address.FormerKeyCases;
import vestibule.core.administration.OperatorCases;
import vestibule.core.administration.RecordCases;
import vestibule.core.administration.SearchCases;
import vestibule.core.arrival.ArrivalCases;
import vestibule.core.arrival.ArrivingKeyCases;
import vestibule.core.arrival.ArrivingRightCases;
import vestibule.core.arrival.BatchCases;
import vestibule.core.audit.ForgeryCases;
import vestibule.core.audit.RefusalCases;
import vestibule.core.audit.SealCases;
import vestibule.core.avatar.AvatarCases;
import vestibule.core.cache.AccountCacheCases;
import vestibule.core.challenge.ChallengeCases;
import vestibule.core.change.LateCases;
import vestibule.core.departure.DepartureCases;
import vestibule.core.departure.SealedDepartureCases;
import vestibule.core.event.EventCases;
import vestibule.core.event.EventRaceCases;
import vestibule.core.factor.FactorRaceCases;
import vestibule.core.factor.LostFactorCases;
import vestibule.core.factor.PasskeyCases;
import vestibule.core.factor.TotpCases;
import vestibule.core.former.FormerSessionCases;
import vestibule.core.hook.FirstLogInCases;
import vestibule.core.hook.RefusedFirstLogInCases;
import vestibule.core.limit.LimitCases;
import vestibule.core.limit.ReleaseCases;
import vestibule.core.profile.UserNameCases;
import vestibule.core.registration.EqualWorkCases;
import vestibule.core.registration.NewcomerCases;
import vestibule.core.repeat.RepeatCases;
import vestibule.core.reset.AlarmCases;
import vestibule.core.reset.ResetCases;
import vestibule.core.rights.RightsCases;
import vestibule.core.rights.RoleNoticeCases;
import vestibule.core.service.ServiceCases;
import vestibule.core.session.DeviceCases;
import vestibule.core.session.RotationCases;
import vestibule.core.signin.FactorCases;
import vestibule.core.signin.ForeignSignInCases;
import vestibule.core.signin.MailedCodeCases;
import vestibule.core.token.KeyChangeCases;
import vestibule.core.webhook.WebhookCases;
import vestibule.core.webhook.WebhookUpkeepCases;
import vestibule.store.Conformance;

/**
 * What the core does, with its own doers on a database: each database has a subclass that opens it,
 * and nothing else.
 */
abstract class CoreConformance extends Conformance {

  @Nested
  class Picturing extends AvatarCases {
    Picturing() {
      super(stage());
    }
  }

  @Nested
  class MailedSignIns extends MailedCodeCases {
    MailedSignIns() {
      super(stage());
    }
  }

  @Nested
  class Departing extends DepartureCases {
    Departing() {
      super(stage());
    }
  }

  @Nested
  class SealedDeparting extends SealedDepartureCases {
    SealedDeparting() {
      super(stage());
    }
  }

  @Nested
  class Looking extends RecordCases {
    Looking() {
      super(stage());
    }
  }

  @Nested
  class Operating extends OperatorCases {
    Operating() {
      super(stage());
    }
  }

  @Nested
  class Searching extends SearchCases {
    Searching() {
      super(stage());
    }
  }

  @Nested
  class Granting extends RightsCases {
    Granting() {
      super(stage());
    }
  }

  @Nested
  class Serving extends ServiceCases {
    Serving() {
      super(stage());
    }
  }

  @Nested
  class ChangingKeys extends KeyChangeCases {
    ChangingKeys() {
      super(stage());
    }
  }

  @Nested
  class Remembering extends AccountCacheCases {
    Remembering() {
      super(stage());
    }
  }

  @Nested
  class Telling extends EventCases {
    Telling() {
      super(stage());
    }
  }

  @Nested
  class TellingInOrder extends EventRaceCases {
    TellingInOrder() {
      super(stage());
    }
  }

  @Nested
  class Webhooking extends WebhookCases {
    Webhooking() {
      super(stage());
    }
  }

  @Nested
  class WebhookUpkeep extends WebhookUpkeepCases {
    WebhookUpkeep() {
      super(stage());
    }
  }

  @Nested
  class Arriving extends ArrivalCases {
    Arriving() {
      super(stage());
    }
  }

  @Nested
  class ArrivingWithKeys extends ArrivingKeyCases {
    ArrivingWithKeys() {
      super(stage());
    }
  }

  @Nested
  class FormerSessions extends FormerSessionCases {
    FormerSessions() {
      super(stage());
    }
  }

  @Nested
  class ArrivingWithRights extends ArrivingRightCases {
    ArrivingWithRights() {
      super(stage());
    }
  }

  @Nested
  class FirstLogIns extends FirstLogInCases {
    FirstLogIns() {
      super(stage());
    }
  }

  @Nested
  class RefusedFirstLogIns extends RefusedFirstLogInCases {
    RefusedFirstLogIns() {
      super(stage());
    }
  }

  @Nested
  class ArrivingTogether extends BatchCases {
    ArrivingTogether() {
      super(stage());
    }
  }

  @Nested
  class Naming extends UserNameCases {
    Naming() {
      super(stage());
    }
  }

  @Nested
  class Claims extends ClaimCases {
    Claims() {
      super(stage());
    }
  }

  @Nested
  class FormerKeys extends FormerKeyCases {
    FormerKeys() {
      super(stage());
    }
  }

  @Nested
  class ClaimRaces extends ClaimRaceCases {
    ClaimRaces() {
      super(stage());
    }
  }

  @Nested
  class Disowning extends DisownCases {
    Disowning() {
      super(stage());
    }
  }

  @Nested
  class EqualWork extends EqualWorkCases {
    EqualWork() {
      super(stage());
    }
  }

  @Nested
  class Late extends LateCases {
    Late() {
      super(stage());
    }
  }

  @Nested
  class Newcomers extends NewcomerCases {
    Newcomers() {
      super(stage());
    }
  }

  @Nested
  class Seals extends SealCases {
    Seals() {
      super(stage());
    }
  }

  @Nested
  class Forgeries extends ForgeryCases {
    Forgeries() {
      super(stage());
    }
  }

  @Nested
  class Refused extends RefusalCases {
    Refused() {
      super(stage());
    }
  }

  @Nested
  class Limits extends LimitCases {
    Limits() {
      super(stage());
    }
  }

  @Nested
  class Releases extends ReleaseCases {
    Releases() {
      super(stage());
    }
  }

  @Nested
  class Factors extends FactorCases {
    Factors() {
      super(stage());
    }
  }

  @Nested
  class OneTimeCodes extends TotpCases {
    OneTimeCodes() {
      super(stage());
    }
  }

  @Nested
  class LostFactors extends LostFactorCases {
    LostFactors() {
      super(stage());
    }
  }

  @Nested
  class FactorRaces extends FactorRaceCases {
    FactorRaces() {
      super(stage());
    }
  }

  @Nested
  class Passkeys extends PasskeyCases {
    Passkeys() {
      super(stage());
    }
  }

  @Nested
  class Resetting extends ResetCases {
    Resetting() {
      super(stage());
    }
  }

  @Nested
  class Alarming extends AlarmCases {
    Alarming() {
      super(stage());
    }
  }

  @Nested
  class SeenDevices extends DeviceCases {
    SeenDevices() {
      super(stage());
    }
  }

  @Nested
  class Rotating extends RotationCases {
    Rotating() {
      super(stage());
    }
  }

  @Nested
  class Challenging extends ChallengeCases {
    Challenging() {
      super(stage());
    }
  }

  @Nested
  class Repeating extends RepeatCases {
    Repeating() {
      super(stage());
    }
  }

  @Nested
  class TellingOfRoles extends RoleNoticeCases {
    TellingOfRoles() {
      super(stage());
    }
  }

  @Nested
  class ForeignSignIns extends ForeignSignInCases {
    ForeignSignIns() {
      super(stage());
    }
  }
}
