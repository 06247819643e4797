package vestibule.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.core.model.Language;

/** A folder that an operator gives: what it may hold, and what stops the start. */
class ThemeFolderTest {

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void bad(String message) {
    assertThatThrownBy(() -> ThemeFolder.read(folder))
        .isInstanceOf(BadTheme.class)
        .hasMessage("theme.folder: " + message);
  }

  @Test
  void anEmptyFolderChangesNothing() throws BadTheme {
    assertThat(ThemeFolder.read(folder)).isEqualTo(ThemeFolder.Theme.NONE);
  }

  @Test
  void everyFileIsRead() throws IOException, BadTheme {
    write("logo.svg", "<svg/>");
    write("theme.css", "body{}");
    write("pages_de.properties", "sign-in.title = Willkommen bei {service}");
    write("mails_en.properties", "reset.text = Ask {support} of {service}.\n");
    write("letter.html", "<body style=\"color: {{color}}\">{{content}}{{service}}</body>");
    write(".hidden", "x");
    ThemeFolder.Theme theme = ThemeFolder.read(folder);
    assertThat(theme.logo().orElseThrow().type()).isEqualTo("image/svg+xml");
    assertThat(theme.logo().orElseThrow().bytes())
        .isEqualTo("<svg/>".getBytes(StandardCharsets.US_ASCII));
    assertThat(theme.styles().orElseThrow().type()).isEqualTo("text/css; charset=utf-8");
    assertThat(theme.pages().in(Language.GERMAN))
        .isEqualTo(Map.of("sign-in.title", "Willkommen bei {service}"));
    assertThat(theme.pages().in(Language.ENGLISH)).isEmpty();
    assertThat(theme.mails().in(Language.ENGLISH))
        .isEqualTo(Map.of("reset.text", "Ask {support} of {service}."));
    assertThat(theme.letters().usual()).isPresent();
    assertThat(theme.letters().byKind()).isEmpty();
  }

  @Test
  void aKindOfMailHasATemplateOfItsOwn() throws IOException, BadTheme {
    write(
        "letter_reset.html", "{{greeting}}{{text}}<a href=\"{{link}}\">{{link-label}}</a>{{else}}");
    write("letter_sign-in-code.html", "{{content}}{{code}}");
    write("letter_confirm.html", "{{text}}{{link}}{{else}}{{disown}}");
    ThemeFolder.Letters letters = ThemeFolder.read(folder).letters();
    assertThat(letters.usual()).isEmpty();
    assertThat(letters.byKind()).containsOnlyKeys("reset", "sign-in-code", "confirm");
    assertThat(letters.byKind().get("confirm")).isEqualTo("{{text}}{{link}}{{else}}{{disown}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mails_en.properties | reset.txt = x | mails_en.properties has reset.txt, and there is no"
            + " such text",
        "mails_en.properties | reset.text = {end} | mails_en.properties, reset.text: in braces"
            + " there may be {service}, {support}",
        "mails_en.properties | deletion.text = {end} {name} | mails_en.properties, deletion.text:"
            + " in braces there may be {end}, {service}, {support}",
        "mails_en.properties | reset.text = { | mails_en.properties, reset.text: in braces there"
            + " may be {service}, {support}",
        "mails_en.properties | reset.text = ${service} ${java} | mails_en.properties, reset.text:"
            + " in braces there may be {service}, {support}",
        "mails_en.properties | reset.text = a\\n"
            + "b | mails_en.properties, reset.text: is not one line",
        "mails_en.properties | reset.text = \\uXYZ | mails_en.properties is no file of properties",
        "letter.html | <p>{{subject}}</p> | letter.html shows {{content}}, and else {{color}},"
            + " {{content}}, {{language}}, {{logo}}, {{service}}, {{subject}}, {{support}} alone",
        "letter.html | {{content}}{{name}} | letter.html shows {{content}}, and else {{color}},"
            + " {{content}}, {{language}}, {{logo}}, {{service}}, {{subject}}, {{support}} alone",
        "letter_reset.html | {{text}}{{else}} | letter_reset.html shows {{content}}, or in its"
            + " place {{else}}, {{link}}, {{text}}, and else {{color}}, {{content}}, {{else}},"
            + " {{greeting}}, {{language}}, {{link}}, {{link-label}}, {{logo}}, {{service}},"
            + " {{subject}}, {{support}}, {{text}} alone",
        "letter_address-taken.html | {{content}}{{link}} | letter_address-taken.html shows"
            + " {{content}}, or in its place {{else}}, {{text}}, and else {{color}}, {{content}},"
            + " {{else}}, {{greeting}}, {{language}}, {{logo}}, {{service}}, {{subject}},"
            + " {{support}}, {{text}} alone",
        "letter.html | {{content}}{{link}} | letter.html shows {{content}}, and else {{color}},"
            + " {{content}}, {{language}}, {{logo}}, {{service}}, {{subject}}, {{support}} alone",
        "letter_reset.html | {{content}}<a href=JavaScript:x> | letter_reset.html has a script,"
            + " which no mail program runs",
        "letter.html | {{content}}<SCRIPT> | letter.html has a script, which no mail program runs",
      })
  void whatIsNoneOfAThemeStopsTheStart(String file, String text, String message)
      throws IOException {
    write(file, text);
    bad(message);
  }

  @ParameterizedTest
  @CsvSource({
    "letter.jte",
    "letter_reset.jte",
    "letter_other.html",
    "mails_it.properties",
    "words_en.properties",
    "logo.gif",
    "readme"
  })
  void anUnknownFileIsSaid(String name) throws IOException {
    write(name, "");
    bad(
        name
            + " is none of logo.svg, logo.png, logo.jpg, theme.css, letter.html,"
            + " letter_<kind>.html, pages_<language>.properties and mails_<language>.properties");
  }

  @Test
  void twoLogosALargeFileAndOneInAnotherEncodingAreSaid() throws IOException {
    write("logo.png", "");
    write("logo.svg", "");
    bad("there are several logos: logo.png, logo.svg");
    Files.delete(folder.resolve("logo.png"));
    Files.write(folder.resolve("theme.css"), new byte[256 * 1024 + 1]);
    bad("theme.css has more than 256 KiB");
    Files.delete(folder.resolve("theme.css"));
    Files.write(folder.resolve("letter.html"), new byte[] {(byte) 0xFF});
    bad("letter.html is not in UTF-8");
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ThemeFolder.read(missing))
        .isInstanceOf(BadTheme.class)
        .hasMessage("theme.folder: " + missing + " cannot be read");
  }
}
