package vestibule.store;

import java.time.Instant;
import java.util.List;
import vestibule.core.model.Dossier;
import vestibule.core.model.Session;
import vestibule.core.store.Stores;

/** The live sessions of an account, among those that operators see. */
public final class LiveSessions {

  private static final int MOST = 10_000;

  private LiveSessions() {}

  /** Newest first. */
  public static List<Session> of(Stores stores, long account, Instant now) {
    return stores.records().signIns(account, MOST).stream()
        .map(Dossier.SignIn::session)
        .filter(session -> session.isLive(now))
        .toList();
  }
}
