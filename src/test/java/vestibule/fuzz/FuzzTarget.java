package vestibule.fuzz;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vestibule.RequestTargets;
import vestibule.challenge.ChallengeTargets;
import vestibule.config.ConfigTargets;
import vestibule.contracts.flask.FlaskTargets;
import vestibule.contracts.personal.PersonalTargets;
import vestibule.core.factor.CodeTargets;
import vestibule.core.model.ModelTargets;
import vestibule.core.webhook.DestinationTargets;
import vestibule.crypto.TokenTargets;
import vestibule.crypto.foreign.HashTargets;
import vestibule.hook.HookTargets;
import vestibule.http.HttpTargets;
import vestibule.http.body.BodyTargets;
import vestibule.http.engine.EngineTargets;
import vestibule.mail.MailTargets;
import vestibule.mail.status.ReportTargets;
import vestibule.moving.MovingTargets;
import vestibule.moving.exports.ExportTargets;
import vestibule.moving.rehearsal.recording.RecordingTargets;
import vestibule.moving.table.TableTargets;
import vestibule.passkey.PasskeyTargets;
import vestibule.picture.PictureTargets;
import vestibule.v1.form.FormTargets;
import vestibule.webhook.AnswerTargets;

/** Each parser of ours that reads what strangers, operators or other systems wrote. */
public enum FuzzTarget {
  ADDRESSES("addresses", ModelTargets::addresses),
  CHALLENGES("challenges", ChallengeTargets::answers),
  COOKIES("cookies", HttpTargets::cookies),
  DELIVERY_REPORTS("delivery-reports", ReportTargets::reports),
  DOMAIN_NAMES("domain-names", ModelTargets::domains),
  ECHOES("echoes", PersonalTargets::echoes),
  EXPORTS("exports", ExportTargets::exports),
  FOREIGN_HASHES("foreign-hashes", HashTargets::hashes),
  FORMER_TIMES("former-times", MovingTargets::times),
  FORMS("forms", BodyTargets::forms),
  FORWARDING("forwarding", HttpTargets::forwarding),
  FRAMES("frames", EngineTargets::frames),
  HEADER_PARAMETERS("header-parameters", BodyTargets::parameters),
  HOSTS("hosts", EngineTargets::hosts),
  JSON("json", BodyTargets::json),
  KEPT_HASHES("kept-hashes", HashTargets::kept),
  KEYSETS("keysets", FormTargets::keysets),
  LOGINS("logins", ModelTargets::logins),
  MAILS("mails", MailTargets::mails),
  MAPS("maps", TableTargets::maps),
  MULTIPART("multipart", BodyTargets::multipart),
  NUMBERS("numbers", PersonalTargets::numbers),
  OLD_SYSTEM("old-system", HookTargets::answers),
  ONE_TIME_CODES("one-time-codes", CodeTargets::codes),
  OWN_LINES("own-lines", MovingTargets::lines),
  PASSKEYS("passkeys", PasskeyTargets::answers),
  PATHS("paths", HttpTargets::paths),
  PICTURES("pictures", PictureTargets::pictures),
  PREFERENCES("preferences", HttpTargets::preferences),
  PUBLIC_KEYS("public-keys", ConfigTargets::keys),
  PYTHON_BASE64("python-base64", FlaskTargets::base64),
  QUERIES("queries", HttpTargets::queries),
  RECORDINGS("recordings", RecordingTargets::recordings),
  REQUESTS("requests", RequestTargets::requests),
  SERVER_URLS("server-urls", ConfigTargets::urls),
  SETTINGS("settings", ConfigTargets::settings),
  SETTINGS_FILES("settings-files", ConfigTargets::files),
  TABLES("tables", MovingTargets::tables),
  TOKENS("tokens", TokenTargets::tokens),
  TOKEN_CLAIMS("token-claims", TokenTargets::claims),
  TRACES("traces", HttpTargets::traces),
  UPLOADS("uploads", BodyTargets::uploads),
  WEBHOOK_ANSWERS("webhook-answers", AnswerTargets::heads),
  WEBHOOK_URLS("webhook-urls", DestinationTargets::urls);

  private final String folder;
  private final Consumer<byte[]> parser;

  FuzzTarget(String folder, Consumer<byte[]> parser) {
    this.folder = folder;
    this.parser = parser;
  }

  /** The name of the target, and of the folder of its inputs. */
  String folder() {
    return folder;
  }

  /** Fails where the parser does other than it promises. */
  void feed(byte[] input) {
    parser.accept(input);
  }

  static FuzzTarget named(String name) {
    return Stream.of(values())
        .filter(one -> one.folder.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("none of " + names()));
  }

  static List<String> names() {
    return Stream.of(values()).map(FuzzTarget::folder).toList();
  }
}
