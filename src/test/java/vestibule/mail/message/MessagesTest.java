package vestibule.mail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.core.delivery.Letter;
import vestibule.core.delivery.MessageIds;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.model.PasswordStrength;
import vestibule.theme.ThemeFolder;

/** Every mail in both languages, word by word. */
class MessagesTest {

  private static final Instant QUEUED = Instant.parse("2026-11-01T12:00:00.000007Z");
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:01Z");
  private static final String CODE = "CodeCodeCodeCodeCodeCodeCode1234";
  private static final String DISOWN = "DisownDisownDisownDisownDisown12";
  private static final Mailbox FROM = new Mailbox(Optional.of("Vestibule"), "no-reply@example.org");
  private static final String PUBLIC = "https://id.example.org";
  private static final CodeRules PLAIN = CodeRules.usual(new CodeFamily("PLAIN"));
  private static final CodeRules BY_PASSWORD =
      new CodeRules(new CodeFamily("KEYED"), CodeRules.LONGEST, true, false);
  private static final Optional<String> OWN_RESET = Optional.of(PUBLIC + "/api/reset/{token}");

  private static Messages messages(String service) {
    return messages(service, Look.OURS);
  }

  private static Messages messages(String service, Look look) {
    Messages.Settings settings =
        new Messages.Settings(
            service, FROM, PUBLIC, PUBLIC + "/common_reset/{token}", Duration.ofDays(14), look);
    return new Messages(settings, () -> NOW, new MessageIds(new byte[32]));
  }

  private static Door door(CodeRules codes, Optional<String> reset) {
    return new Door(
        "door",
        Language.ENGLISH,
        codes,
        PasswordStrength.ANY,
        OptionalInt.empty(),
        new Door.Links(PUBLIC + "/confirm?key={token}", reset));
  }

  private static Letter letter(Purpose purpose, Language language, Door door) {
    Account.Standing standing =
        new Account.Standing(Account.Status.ACTIVE, QUEUED, OptionalLong.of(3), 1);
    Account.Names names =
        new Account.Names(
            Optional.of("Win a prize at https://evil.example"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Account account =
        new Account(2, Optional.of("evil.example"), Account.Profile.EMPTY.with(names), standing);
    Mail mail =
        new Mail(
            7,
            2,
            purpose,
            new Mail.Recipient(3, "ann@example.net", language),
            door.name(),
            new Mail.Tries(QUEUED, 0, QUEUED));
    boolean linked =
        List.of(
                Purpose.CONFIRM,
                Purpose.RESET,
                Purpose.INVITE,
                Purpose.DELETION_BEGUN,
                Purpose.SIGN_IN_CODE)
            .contains(purpose);
    return new Letter(
        mail,
        "lease",
        door,
        account,
        new Letter.Carried(
            Optional.of(CODE).filter(code -> linked),
            Optional.of(DISOWN).filter(_ -> purpose == Purpose.CONFIRM || purpose.isNotice())),
        false);
  }

  /** A template of each kind shows its parts by the names that a theme may give them. */
  @Test
  void aTemplateOfAKindShowsEachOfItsParts() {
    Map<String, String> templates = new TreeMap<>();
    ThemeFolder.LETTER_PARTS.forEach(
        (kind, parts) ->
            templates.put(
                kind,
                parts.stream()
                    .map(part -> kind + "/" + part + ": {{" + part + "}}\n")
                    .collect(Collectors.joining())));
    Look look =
        new Look("#000000", "", "", Map.of(), new Look.Letters(Optional.of("usual"), templates));
    Set<String> used = new TreeSet<>();
    for (Purpose purpose : Purpose.values()) {
      Letter letter = letter(purpose, Language.ENGLISH, door(PLAIN, OWN_RESET));
      String html = messages("A & B", look).of(letter).body().html();
      List<String> lines = html.lines().toList();
      assertThat(lines).as(purpose.name()).allMatch(line -> line.matches("[a-z-]+/[a-z-]+: .+"));
      assertThat(html).doesNotContain("A & B");
      used.add(html.substring(0, html.indexOf('/')));
    }
    assertThat(used).isEqualTo(ThemeFolder.LETTER_PARTS.keySet());
  }

  static Stream<Arguments> everyMail() {
    return Arrays.stream(Purpose.values())
        .flatMap(
            purpose ->
                Arrays.stream(Language.values()).map(language -> Arguments.of(purpose, language)));
  }

  @ParameterizedTest
  @MethodSource("everyMail")
  void saysWhatWasAgreed(Purpose purpose, Language language) throws IOException {
    Door door = door(PLAIN, OWN_RESET);
    Message message = messages("Vestibule").of(letter(purpose, language, door));
    String name = purpose.name().toLowerCase(Locale.ROOT) + "-" + language.tag() + ".txt";
    assertThat("Subject: " + message.head().subject() + "\n\n" + message.body().text())
        .isEqualTo(golden(name));
  }

  @ParameterizedTest
  @MethodSource("everyMail")
  void holdsNothingThatAPersonTyped(Purpose purpose, Language language) {
    Door door = door(PLAIN, OWN_RESET);
    Message message = messages("Vestibule").of(letter(purpose, language, door));
    assertThat(message.head().subject() + message.body().text() + message.body().html())
        .doesNotContain("evil")
        .doesNotContain("ann@");
  }

  @ParameterizedTest
  @MethodSource("everyMail")
  void bothPartsCarryTheSameLinks(Purpose purpose, Language language) {
    Door door = door(PLAIN, OWN_RESET);
    Message message = messages("Vestibule").of(letter(purpose, language, door));
    List<String> links =
        message.body().text().lines().filter(line -> line.contains("://")).toList();
    assertThat(links).allMatch(line -> line.matches("https://\\S+"));
    List<String> hrefs =
        Stream.of(message.body().html().split("href=\""))
            .skip(1)
            .map(s -> s.split("\"")[0])
            .toList();
    assertThat(hrefs).isEqualTo(links);
  }

  @Test
  void theHtmlPartIsWhatWasAgreed() throws IOException {
    Door door = door(PLAIN, OWN_RESET);
    Message message = messages("Vestibule").of(letter(Purpose.CONFIRM, Language.RUSSIAN, door));
    assertThat(message.body().html()).isEqualTo(golden("confirm-ru.html"));
  }

  @Test
  void confirmationsSayWhereThePasswordIsAsked() {
    Door plain = door(PLAIN, OWN_RESET);
    Door asking = door(BY_PASSWORD, Optional.empty());
    Messages messages = messages("Vestibule");
    assertThat(text(messages, Language.ENGLISH, plain)).doesNotContain("password");
    assertThat(text(messages, Language.ENGLISH, asking)).contains("asks for your");
    assertThat(text(messages, Language.RUSSIAN, plain)).doesNotContain("пароль");
    assertThat(text(messages, Language.RUSSIAN, asking)).contains("ввести ваш пароль");
  }

  private static String text(Messages messages, Language language, Door door) {
    return messages.of(letter(Purpose.CONFIRM, language, door)).body().text();
  }

  @Test
  void doorsWithoutAResetLinkUseTheCommonOne() {
    Door door = door(PLAIN, Optional.empty());
    for (Purpose purpose : List.of(Purpose.RESET, Purpose.INVITE)) {
      Message message = messages("Vestibule").of(letter(purpose, Language.ENGLISH, door));
      assertThat(message.body().text().lines()).contains(PUBLIC + "/common_reset/" + CODE);
    }
  }

  @Test
  void theMessageIdIsTheRows() {
    Letter letter = letter(Purpose.RESET, Language.ENGLISH, door(PLAIN, OWN_RESET));
    Message message = messages("Vestibule").of(letter);
    assertThat(message.identity())
        .isEqualTo(
            new Message.Identity(
                7, new MessageIds(new byte[32]).of(letter.mail(), 2, "example.org")));
    assertThat(message.envelope()).isEqualTo(new Message.Envelope(FROM, "ann@example.net"));
    assertThat(message.head().date()).isEqualTo(NOW);
  }

  @Test
  void theServicesNameIsEscapedInHtmlAndNotInText() {
    Letter letter = letter(Purpose.CONFIRM, Language.ENGLISH, door(PLAIN, OWN_RESET));
    Message message = messages("<b>R&D</b>").of(letter);
    assertThat(message.body().text()).contains("<b>R&D</b>");
    assertThat(message.body().html())
        .contains("&lt;b&gt;R&amp;D&lt;/b&gt;")
        .doesNotContain("<b>")
        .doesNotContain("R&D");
  }

  @Test
  void aNameOfTwoLinesIsRefused() {
    assertThatThrownBy(() -> messages("Vestibule\r\nBcc: all@example.org"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Mailbox(Optional.of("a\nb"), "a@b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Mailbox(Optional.empty(), "a@b\r\nBcc: c@d"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void paragraphsAreWrappedAndLinksAreNot() {
    String url = "https://example.org/" + "x".repeat(300);
    String text =
        PlainText.of(
            List.of(
                new Wording.Paragraph("text", "слово ".repeat(40).strip()),
                new Wording.Link("link", "l", url)),
            "S");
    assertThat(text.lines().filter(line -> line.startsWith("слово")))
        .allMatch(line -> line.length() <= 72)
        .hasSize(4);
    assertThat(text.lines()).contains(url);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = MessagesTest.class.getResourceAsStream("/mail/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
