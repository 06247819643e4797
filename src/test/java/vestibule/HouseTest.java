package vestibule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The house's one-way imports, as ARCHITECTURE.md draws them, and that this test can see a breach.
 */
class HouseTest {

  private static final Set<String> SEE_HELIDON =
      Set.of(
          "vestibule.http.Listener",
          "vestibule.http.Connections",
          "vestibule.http.Incoming",
          "vestibule.http.engine.AnswerBytes",
          "vestibule.http.engine.Engine",
          "vestibule.http.engine.FramedReader",
          "vestibule.http.engine.Hosts",
          "vestibule.http.engine.OwnRouting",
          "vestibule.http.engine.Refusals",
          "vestibule.http.engine.WatchedWriter");

  /** What a folder may import of ours beside itself. A folder that is missing here is refused. */
  private static final Map<String, List<String>> FOLDERS =
      Map.ofEntries(
          Map.entry("config", List.of()),
          Map.entry("core", List.of()),
          Map.entry("http", List.of()),
          Map.entry("crypto", List.of("core")),
          Map.entry("store", List.of("core")),
          Map.entry("mail", List.of("core")),
          Map.entry("contracts", List.of("core", "http")),
          Map.entry("web", List.of("core", "http")),
          Map.entry("admin", List.of("core", "http")),
          Map.entry("ops", List.of("core", "http")));

  /** Java knows neither UTS 46 nor invisible characters: decision 17. */
  private static final String UNICODE_LIBRARY = "com.ibm.icu..";

  /** What builds and runs the parts, and what the template compiler writes: all of ours. */
  private static final List<String> FREE_FOLDERS = List.of("wiring", "cli", "templates");

  /** What contracts of one family share: the dialect of the systems that they came from. */
  private static final String[] FAMILIES = {
    "vestibule.contracts.flask..", "vestibule.contracts.django.."
  };

  /** The floors of the core, from the ground up. Each imports those under it. */
  private static final List<String> FLOORS =
      List.of(
          "disk",
          "packed",
          "unicode",
          "refusal",
          "model",
          "store",
          "cache",
          "secret",
          "token",
          "change",
          "outbox",
          "password",
          "address",
          "session",
          "registration",
          "reset",
          "profile",
          "rights",
          "signin",
          "delivery",
          "administration");

  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  /**
   * What writes or reads text by the user's language: digits of Arabic, a Turkish dotless i. Each
   * has a form that takes a Locale.
   */
  private static final Map<String, Set<String>> BY_LOCALE =
      Map.of(
          "java.lang.String", Set.of("format", "formatted", "toLowerCase", "toUpperCase"),
          "java.io.PrintStream", Set.of("format", "printf"),
          "java.io.PrintWriter", Set.of("format", "printf"),
          "java.util.Formatter", Set.of("<init>"),
          "java.util.Scanner", Set.of("<init>"),
          "java.text.MessageFormat", Set.of("<init>"),
          "java.text.DecimalFormat", Set.of("<init>"),
          "java.text.SimpleDateFormat", Set.of("<init>"),
          "java.text.NumberFormat", Set.of("getInstance", "getIntegerInstance"),
          "java.time.format.DateTimeFormatter", Set.of("ofPattern"));

  private static final DescribedPredicate<JavaAccess<?>> USES_THE_USERS_LOCALE =
      DescribedPredicate.describe(
          "uses the user's locale",
          access ->
              BY_LOCALE
                      .getOrDefault(access.getTargetOwner().getName(), Set.of())
                      .contains(access.getTarget().getName())
                  && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                  && target.getRawParameterTypes().stream()
                      .noneMatch(type -> type.isEquivalentTo(Locale.class)));

  /** What makes a change: each alone is a change that nobody judged, saw, or was told of. */
  private static final DescribedPredicate<JavaCall<?>> CHANGES_BY_HAND =
      DescribedPredicate.describe(
          "lock an account, write to the audit trail or tell of a change",
          call ->
              Set.of(
                      "vestibule.core.store.AccountStore.lock",
                      "vestibule.core.store.AuditStore.insert",
                      "vestibule.core.store.Stores.changed")
                  .contains(call.getTargetOwner().getName() + "." + call.getName()));

  private static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    FOLDERS.forEach((folder, others) -> rules.put(folder + " imports", imports(folder, others)));
    FLOORS.forEach(floor -> rules.put("core " + floor, importsDownwards(floor)));
    rules.put("no cycles", slices().assignedFrom(PACKAGES).should().beFreeOfCycles());
    rules.put(
        "the top",
        noClasses()
            .that(resideInAPackage("vestibule").and(not(within(Set.of("vestibule.Main")))))
            .should()
            .resideInAPackage("vestibule"));
    rules.put(
        "core libraries",
        classes()
            .that(resideInAPackage("vestibule.core.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "vestibule.core..")
                    .and(not(resideInAnyPackage("java.sql..", "java.net.http..")))
                    .or(resideInAPackage(UNICODE_LIBRARY))));
    rules.put(
        "unicode library",
        noClasses()
            .that(not(resideInAPackage("vestibule.core.unicode..")))
            .should()
            .dependOnClassesThat(resideInAPackage(UNICODE_LIBRARY)));
    rules.put(
        "domain names",
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.net.IDN"));
    rules.put(
        "helidon",
        noClasses()
            .that(not(within(SEE_HELIDON)))
            .should()
            .dependOnClassesThat(resideInAPackage("io.helidon..")));
    rules.put(
        "contracts apart",
        slices()
            .matching("vestibule.contracts.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(not(resideInAnyPackage(FAMILIES)), resideInAnyPackage(FAMILIES)));
    rules.put(
        "one way to change",
        noClasses()
            .that(not(resideInAPackage("vestibule.core.change")))
            .should()
            .callMethodWhere(CHANGES_BY_HAND));
    rules.put("locale", noClasses().should().accessTargetWhere(USES_THE_USERS_LOCALE));
    rules.put("known folders", classes().should().resideInAnyPackage(knownPackages()));
    return rules;
  }

  private static ArchRule imports(String folder, List<String> others) {
    List<String> allowed = new ArrayList<>(List.of("vestibule." + folder + ".."));
    others.forEach(other -> allowed.add("vestibule." + other + ".."));
    return noClasses()
        .that(resideInAPackage("vestibule." + folder + ".."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("vestibule..")
                .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))));
  }

  private static ArchRule importsDownwards(String floor) {
    String[] above =
        FLOORS.subList(FLOORS.indexOf(floor) + 1, FLOORS.size()).stream()
            .map(HouseTest::floor)
            .toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(floor(floor)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(above));
  }

  private static String floor(String name) {
    return "vestibule.core." + name + "..";
  }

  private static String[] knownPackages() {
    List<String> known = new ArrayList<>(List.of("vestibule"));
    FOLDERS.keySet().stream()
        .filter(folder -> !folder.equals("core"))
        .forEach(folder -> known.add("vestibule." + folder + ".."));
    FLOORS.forEach(floor -> known.add(floor(floor)));
    FREE_FOLDERS.forEach(folder -> known.add("vestibule." + folder + ".."));
    return known.toArray(String[]::new);
  }

  /** The named classes and everything nested in them. */
  private static DescribedPredicate<JavaClass> within(Set<String> names) {
    return DescribedPredicate.describe(
        "within " + names, type -> names.contains(type.getName().replaceAll("\\$.*", "")));
  }

  private static List<String> broken(JavaClasses classes) {
    List<String> broken = new ArrayList<>();
    rules()
        .forEach(
            (name, rule) -> {
              var result = rule.allowEmptyShould(true).evaluate(classes);
              if (result.hasViolation()) {
                broken.add(name + ": " + result.getFailureReport());
              }
            });
    return broken;
  }

  @Test
  void importsGoOneWay() {
    JavaClasses ours =
        new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());
    assertThat(ours).isNotEmpty();
    assertThat(broken(ours)).isEmpty();
  }

  private static JavaClasses compiled(Path folder, String... sources) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    for (String source : sources) {
      String name = source.replaceAll("(?s)^package ([a-z.]+);.* (class) (\\w+).*", "$1.$3");
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
    "vestibule.core.unicode.A, java.net.IDN, domain names",
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
