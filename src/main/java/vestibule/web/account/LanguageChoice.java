package vestibule.web.account;

import java.util.Optional;
import vestibule.core.model.Language;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.Words;
import vestibule.web.frame.PageCookies;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Ways;

/** {@code POST /language}: the language of pages from now on, whatever the browser asks for. */
record LanguageChoice(Sheets sheets, PageCookies cookies) {

  void mount(Routes routes) {
    routes.open().post(Ways.LANGUAGE, sheets.form(this::choose));
  }

  private Response choose(Request request, Posted posted) {
    Response led = Ways.to(Ways.own(posted.some(Ways.TO)).orElse(Ways.SIGN_IN));
    Optional<Language> chosen = Words.spoken(posted.text("language"));
    return chosen.map(language -> cookies.withLanguage(led, language.tag())).orElse(led);
  }
}
