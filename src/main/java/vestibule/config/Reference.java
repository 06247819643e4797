package vestibule.config;

import java.util.List;
import java.util.stream.Collectors;

/** The page that documents every setting, in Markdown, with a whole configuration file. */
final class Reference {
  private Reference() {}

  private static final String BEGINNING =
      """
      # Configuration

      Every setting of Vestibule. `./vestibule config reference` prints this page from the
      declarations that read the settings; a test holds the two equal.

      * A setting is a key of `./vestibule.yaml`, or of the file that `VESTIBULE_CONFIG` names, or
        an environment variable. The variable wins. Key `a.b-c` is `VESTIBULE_A_B_C`;
        `a: {b-c: …}` is the same key.
      * An unknown setting stops the start, with the nearest known one. `VESTIBULE_SERVICE_*` and
        `VESTIBULE_PORT*` are ignored, as Kubernetes sets them by itself, and so are
        `VESTIBULE_URL` and `VESTIBULE_PROGRAM`, which our clients read.
      * A setting that is marked as *secret* is never shown, and can stand in a file:
        `VESTIBULE_DATABASE_URL_FILE=/run/secrets/database-url` or
        `database-url-file: /run/secrets/database-url`. Blanks and line feeds around it do not
        count.
      * `./vestibule config check` reads everything as a start would, says what is wrong and what is
        unsafe, and prints what is in force; with `--json` a program can read it.
      """;

  static String page(List<Values.Section> sections) {
    StringBuilder page = new StringBuilder(BEGINNING);
    sections.forEach(section -> page.append(table(section)));
    page.append("\n## A whole `vestibule.yaml`\n\n");
    page.append("Each line shows an example; without the line the default holds.\n\n```yaml\n");
    sections.forEach(section -> page.append(yaml(section)));
    return page.append("```\n").toString();
  }

  private static String table(Values.Section section) {
    String rows = section.settings().stream().map(Reference::row).collect(Collectors.joining("\n"));
    return "\n## "
        + section.title()
        + "\n\n| key, variable | meaning | type | default | example | since |\n"
        + "|---|---|---|---|---|---|\n"
        + rows
        + "\n";
  }

  private static String row(Setting<?> setting) {
    return String.join(
        " | ",
        "| `" + setting.key() + "`<br>`" + Setting.variable(setting.key()) + "`",
        setting.help().meaning() + (setting.secret() ? " *Secret.*" : ""),
        setting.format().type(),
        standard(setting),
        "`" + setting.help().example() + "`",
        setting.help().since() + " |");
  }

  private static String standard(Setting<?> setting) {
    String standard = setting.standard();
    String usual =
        standard.startsWith("<") || standard.equals(Setting.NONE)
            ? standard.replaceAll("^<|>$", "")
            : "`" + standard + "`";
    return usual
        + setting
            .help()
            .production()
            .map(value -> "; `" + value + "` in profile `production`")
            .orElse("");
  }

  private static String yaml(Values.Section section) {
    return section.settings().stream()
        .map(
            setting ->
                (setting.help().alternative() ? "# or " : "")
                    + setting.key()
                    + ": \""
                    + setting.help().example()
                    + "\"\n")
        .collect(Collectors.joining("", "# " + section.title() + "\n", ""));
  }
}
