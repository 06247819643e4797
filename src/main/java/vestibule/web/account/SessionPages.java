package vestibule.web.account;

import java.util.List;
import java.util.regex.Pattern;
import vestibule.core.administration.Records;
import vestibule.core.session.Sessions;
import vestibule.core.store.RecordStore;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/sessions} and {@code /me/history}: where somebody is signed in, and what was done. */
final class SessionPages {

  /** So many an account may have, and one page lists them all. */
  private static final int MOST_DEVICES = Sessions.MOST;

  private static final int MOST_EVENTS = 100;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final Sessions sessions;
  private final Records records;
  private final Sheets sheets;
  private final Behind behind;

  SessionPages(Sessions sessions, Records records, Sheets sheets, Behind behind) {
    this.sessions = sessions;
    this.records = records;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    PageCaller caller = behind.caller();
    routes.guarded(caller::known).get(Ways.SESSIONS, this::show);
    routes.guarded(caller::known).post(Ways.SESSIONS + "/{id:digits}/end", behind.form(this::end));
    routes.guarded(caller::known).post(Ways.SESSIONS + "/others/end", behind.form(this::endOthers));
    routes.guarded(caller::known).get(Ways.HISTORY, this::history);
  }

  private Response show(Request request, Resident who) {
    long current = who.session().id();
    List<Shown.Device> devices =
        sessions.live(who.session(), Long.MAX_VALUE, MOST_DEVICES).stream()
            .map(signIn -> Shown.Device.of(signIn, current))
            .toList();
    return sheets.show(request, Draft.of("account/sessions", who).with("devices", devices));
  }

  /** One that has ended meanwhile is where its owner wanted it. */
  private Response end(Request request, Resident who, Posted posted) {
    String id = request.pathValue("id");
    if (NUMBER.matcher(id).matches()) {
      sessions.end(who.session(), Long.parseLong(id), behind.visit(request));
    }
    return id.equals(Long.toString(who.session().id()))
        ? behind.caller().cookies().signOut(Ways.to(Ways.SIGN_IN, "signed-out"))
        : Ways.to(Ways.SESSIONS, "session-ended");
  }

  private Response endOthers(Request request, Resident who, Posted posted) {
    sessions.endOthers(who.session(), behind.visit(request));
    return Ways.to(Ways.SESSIONS, "sessions-ended");
  }

  private Response history(Request request, Resident who) {
    List<Shown.Event> events =
        records.trail(RecordStore.Trail.of(who.person().id()), MOST_EVENTS).stream()
            .map(Shown.Event::of)
            .toList();
    return sheets.show(request, Draft.of("account/history", who).with("events", events));
  }
}
