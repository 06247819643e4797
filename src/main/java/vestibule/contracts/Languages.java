package vestibule.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Language;
import vestibule.http.Request;

/** Which of our languages a request asks for. */
public final class Languages {

  private static final List<String> TAGS =
      Arrays.stream(Language.values()).map(Language::tag).toList();

  private Languages() {}

  /** The language that a request asks for; empty when it asks for none that we speak. */
  public static Optional<Language> asked(Request request) {
    return request.language(TAGS).map(Language::of);
  }
}
