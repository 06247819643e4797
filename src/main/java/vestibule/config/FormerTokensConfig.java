package vestibule.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The installations before, whose tokens let people in until a last day.
 *
 * @param warnings what an operator should know of them, a sentence each
 */
public record FormerTokensConfig(List<Installation> installations, List<String> warnings) {

  /** What had made the tokens. */
  public enum Library {
    FLASK_JWT_EXTENDED("sub"),
    SIMPLEJWT("user_id"),
    PYJWT("sub"),
    SUPABASE("sub"),
    /** Its keys are no tokens: they come with an import. */
    DRF_TOKEN("");

    private final String claim;

    Library(String claim) {
      this.claim = claim;
    }
  }

  /**
   * One installation.
   *
   * @param source the name under which its people came in
   */
  public record Installation(String source, Library library, FormerKey key, Checks checks) {}

  /**
   * What its tokens must say.
   *
   * @param claim holds the old id
   * @param audience one of those that a token is for; empty where it may name none
   * @param issuedBefore tokens are younger that were made at that time or later
   * @param end from when on none is taken any more
   */
  public record Checks(
      String claim, Optional<String> audience, Instant issuedBefore, Instant end) {}

  static FormerTokensConfig read(Values values) {
    values.section("Tokens of an installation before");
    FormerTokenSettings.document(values);
    List<Installation> installations = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (FormerTokenSettings settings : FormerTokenSettings.given(values)) {
      Optional<Library> library = required(values, settings.library());
      if (library.equals(Optional.of(Library.DRF_TOKEN))) {
        warnings.addAll(keysOfTables(values, settings));
      } else if (library.isPresent()) {
        installation(values, settings, library.get())
            .ifPresent(
                one -> {
                  installations.add(one);
                  warnings.addAll(one.key().warnings(settings.name()));
                });
      } else {
        settings.all().forEach(values::ofName);
      }
    }
    return new FormerTokensConfig(List.copyOf(installations), List.copyOf(warnings));
  }

  private static List<String> keysOfTables(Values values, FormerTokenSettings settings) {
    settings.all().forEach(values::ofName);
    return List.of(
        settings.library().key()
            + " is drf-token: its keys come by `tokens` in an import's mapping, and are contract"
            + " D's from then on; nothing else that is set here has an effect");
  }

  private static Optional<Installation> installation(
      Values values, FormerTokenSettings settings, Library library) {
    Optional<FormerKey> key = FormerKey.read(values, settings);
    Optional<String> claim = values.ofName(settings.claim());
    Optional<String> audience =
        values
            .ofName(settings.audience())
            .or(() -> Optional.of("authenticated").filter(_ -> library == Library.SUPABASE));
    String source = values.ofName(settings.source()).orElse(settings.name());
    Optional<Instant> before = required(values, settings.issuedBefore());
    Optional<Instant> end = required(values, settings.until());
    if (before.isEmpty() || end.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    if (!before.get().isBefore(end.get())) {
      values.problem(settings.until().key() + " lies before " + settings.issuedBefore().key());
    }
    return Optional.of(
        new Installation(
            source,
            library,
            key.get(),
            new Checks(claim.orElse(library.claim), audience, before.get(), end.get())));
  }

  /** Complains of one that is missing; of one that is wrong somebody has complained already. */
  static <T> Optional<T> required(Values values, Setting<T> setting) {
    Optional<T> value = values.ofName(setting);
    if (value.isEmpty() && !values.isSet(setting)) {
      values.problem(
          String.format(
              Locale.ROOT,
              "%s is missing; expected %s",
              setting.key(),
              setting.format().type().replace("`", "")));
    }
    return value;
  }
}
