package vestibule.v1.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import vestibule.core.model.Dossier;
import vestibule.core.model.Session;
import vestibule.v1.form.Answers;

/** One session as its person sees it: no secret, and nothing of what its client holds. */
record SessionJson(
    String id,
    String door,
    String browser,
    @JsonProperty("network_address") String networkAddress,
    String created,
    @JsonProperty("last_used") String lastUsed,
    String expires,
    boolean current) {

  static SessionJson of(Dossier.SignIn signIn, Session current) {
    Session session = signIn.session();
    return new SessionJson(
        Answers.id(session.id()),
        session.door(),
        signIn.client().browser(),
        signIn.client().networkAddress(),
        Answers.time(session.life().created()),
        Answers.time(session.life().lastUsed()),
        Answers.time(session.life().expires()),
        session.id() == current.id());
  }
}
