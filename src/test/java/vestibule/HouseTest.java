package vestibule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.refusal.Refusal;

/**
 * The house's one-way imports, as ARCHITECTURE.md draws them, and that this test can see a breach.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseTest {

  /** Read once: that takes seconds. */
  private final JavaClasses program = new ClassFileImporter().importUrl(locationOf(Main.class));

  private static List<String> broken(JavaClasses classes) {
    List<String> broken = new ArrayList<>();
    HouseRules.rules()
        .forEach(
            (name, rule) -> {
              var result = rule.allowEmptyShould(true).evaluate(classes);
              if (result.hasViolation()) {
                broken.add(name + ": " + result.getFailureReport());
              }
            });
    return broken;
  }

  private static URL locationOf(Class<?> one) {
    return one.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void importsGoOneWay() {
    assertThat(program).isNotEmpty();
    assertThat(broken(program)).isEmpty();
  }

  /** Surfaces word what the core throws, and nothing else. */
  @Test
  void everyRefusalIsThrownSomewhere() {
    List<Class<?>> cases = cases(Refusal.class).toList();
    assertThat(cases).hasSizeGreaterThan(10);
    assertThat(cases)
        .allSatisfy(one -> assertThat(program.get(one).getConstructorCallsToSelf()).isNotEmpty());
  }

  private static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(HouseTest::cases)
        : Stream.of(type);
  }

  /** Else ./check fast would wait for them. */
  @Test
  void testsThatStartProcessesSaySo() {
    Set<String> starters =
        Set.of(
            "vestibule.ServerProcess",
            "vestibule.store.PostgresCluster",
            "vestibule.store.PostgresServer",
            "vestibule.store.sqlite.ChildProcess",
            "vestibule.web.Chromium");
    List<String> silent =
        new ClassFileImporter()
                .withImportOption(location -> location.contains("Test.class"))
                .importUrl(locationOf(HouseTest.class))
                .stream()
                .filter(type -> !type.isAnnotatedWith(Tag.class))
                .filter(
                    type ->
                        type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(used -> starters.contains(used.getTargetClass().getName())))
                .map(JavaClass::getName)
                .toList();
    assertThat(silent).isEmpty();
  }

  private static JavaClasses compiled(Path folder, String... sources) throws IOException {
    String here = folder.toString();
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", here, "-classpath", here));
    for (String source : sources) {
      String name = source.replaceAll("(?s)^package ([a-z0-9.]+);.* (class) (\\w+).*", "$1.$3");
      Path file = folder.resolve(name.replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
    return new ClassFileImporter().importPath(folder);
  }

  private static String empty(String type) {
    int dot = type.lastIndexOf('.');
    return "package "
        + type.substring(0, dot)
        + "; public class "
        + type.substring(dot + 1)
        + " {}";
  }

  private static String using(String type, String used) {
    return empty(type).replace("{}", "{ " + used + " field; }");
  }

  @ParameterizedTest
  @CsvSource({
    "vestibule.contracts.chat.A, vestibule.store.B, contracts imports",
    "vestibule.contracts.chat.A, vestibule.config.B, contracts imports",
    "vestibule.contracts.chat.A, vestibule.contracts.knowme.B, contracts apart",
    "vestibule.contracts.flask.A, vestibule.contracts.django.B, contracts apart",
    "vestibule.contracts.django.A, vestibule.contracts.chat.B, contracts apart",
    "vestibule.web.A, vestibule.admin.B, web imports",
    "vestibule.admin.A, vestibule.cli.B, admin imports",
    "vestibule.ops.A, vestibule.store.B, ops imports",
    "vestibule.crypto.A, vestibule.store.B, crypto imports",
    "vestibule.store.A, vestibule.http.B, store imports",
    "vestibule.mail.A, vestibule.http.B, mail imports",
    "vestibule.http.A, vestibule.core.model.B, http imports",
    "vestibule.core.model.A, vestibule.mail.B, core imports",
    "vestibule.core.model.A, java.sql.Connection, core libraries",
    "vestibule.core.model.A, javax.naming.Context, core libraries",
    "vestibule.core.store.A, com.ibm.icu.text.B, unicode library",
    "vestibule.mail.A, com.ibm.icu.text.B, unicode library",
    "vestibule.wiring.A, com.webauthn4j.B, passkey library",
    "vestibule.web.A, java.awt.Color, pictures",
    "vestibule.core.signin.A, vestibule.core.factor.B, core signin",
    "vestibule.core.unicode.A, java.net.IDN, domain names",
    "vestibule.crypto.A, org.bouncycastle.B, hash libraries",
    "vestibule.http.Routes, io.helidon.webserver.B, helidon",
    "vestibule.wiring.Server, io.helidon.webserver.B, helidon",
    "vestibule.Other, java.lang.String, the top",
    "vestibule.config.A, vestibule.core.model.B, config imports",
    "vestibule.util.A, java.lang.String, known folders"
  })
  void aBreachIsSeen(String type, String used, String rule, @TempDir Path folder)
      throws IOException {
    List<String> sources = new ArrayList<>(List.of(using(type, used)));
    if (!used.startsWith("java")) {
      sources.add(empty(used));
    }
    assertThat(broken(onlyOurs(compiled(folder, sources.toArray(String[]::new)))))
        .filteredOn(message -> message.startsWith(rule + ": "))
        .hasSize(1);
  }

  @Test
  void aCycleIsSeen(@TempDir Path folder) throws IOException {
    String one = using("vestibule.http.body.A", "vestibule.http.engine.B");
    String other = using("vestibule.http.engine.B", "vestibule.http.body.A");
    assertThat(broken(onlyOurs(compiled(folder, one, other))))
        .singleElement()
        .asString()
        .startsWith("no cycles: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String f(int n) { return \"%d\".formatted(n); }",
        "String f(int n) { return String.format(\"%d\", n); }",
        "String f(String s) { return s.toLowerCase(); }",
        "java.util.function.UnaryOperator<String> f = String::toUpperCase;",
        "void f(java.io.PrintStream out, int n) { out.printf(\"%d\", n); }",
        "Object f = java.time.format.DateTimeFormatter.ofPattern(\"uuuu\");"
      })
  void theUsersLanguageIsSeen(String member, @TempDir Path folder) throws IOException {
    String source = empty("vestibule.core.model.A").replace("{}", "{ " + member + " }");
    assertThat(broken(onlyOurs(compiled(folder, source))))
        .filteredOn(message -> message.startsWith("locale: "))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "vestibule.core.store.AccountStore, lock",
    "vestibule.core.store.AuditStore, insert",
    "vestibule.core.store.Stores, changed"
  })
  void aChangeByHandIsSeen(String store, String method, @TempDir Path folder) throws IOException {
    String call = "void f(" + store + " store) { store." + method + "(); }";
    String declared = "public void " + method + "() {}";
    assertThat(
            broken(
                onlyOurs(
                    compiled(
                        folder,
                        empty("vestibule.core.signin.A").replace("{}", "{ " + call + " }"),
                        empty(store).replace("{}", "{ " + declared + " }")))))
        .singleElement()
        .asString()
        .startsWith("one way to change: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "String f(vestibule.http.Request r) { return caller.known(r); } | guards",
        "java.util.function.Function<vestibule.http.Request, String> f() { return caller::known; }"
            + " | guards",
        "String f(vestibule.core.token.BearerReader tokens) { return tokens.read(); } | tokens",
        "java.util.function.Function<vestibule.http.Request, String> mount() { return"
            + " caller::known; } | ''"
      })
  void askingWhoCallsBesideTheRoutesIsSeen(String member, String rule, @TempDir Path folder)
      throws IOException {
    String contract =
        empty("vestibule.contracts.chat.A")
            .replace("{}", "{ vestibule.contracts.chat.ChatCaller caller; " + member + " }");
    String caller =
        empty("vestibule.contracts.chat.ChatCaller")
            .replace(
                "{}", "{ public String known(vestibule.http.Request request) { return \"\"; } }");
    String reader =
        empty("vestibule.core.token.BearerReader")
            .replace("{}", "{ public String read() { return \"\"; } }");
    List<String> found =
        broken(
            onlyOurs(compiled(folder, contract, caller, reader, empty("vestibule.http.Request"))));
    assertThat(found).hasSize(rule.isEmpty() ? 0 : 1).allMatch(it -> it.startsWith(rule + ": "));
  }

  @ParameterizedTest
  @CsvSource({
    "vestibule.contracts.chat.A, vestibule.core.signin.B",
    "vestibule.contracts.chat.A, vestibule.contracts.Contract",
    "vestibule.contracts.chat.A, vestibule.contracts.django.B",
    "vestibule.web.A, vestibule.http.B",
    "vestibule.store.A, vestibule.core.model.B",
    "vestibule.core.change.A, vestibule.core.token.B",
    "vestibule.http.Listener, io.helidon.webserver.B",
    "vestibule.core.unicode.A, com.ibm.icu.text.B",
    "vestibule.cli.A, vestibule.store.B",
    "vestibule.wiring.Server, vestibule.contracts.chat.B",
    "vestibule.Main, vestibule.config.B"
  })
  void whatIsAllowedPasses(String type, String used, @TempDir Path folder) throws IOException {
    assertThat(broken(onlyOurs(compiled(folder, using(type, used), empty(used))))).isEmpty();
  }

  /** Stand-ins for libraries are compiled beside ours; no rule is about them. */
  private static JavaClasses onlyOurs(JavaClasses classes) {
    return classes.that(resideInAPackage("vestibule.."));
  }
}
