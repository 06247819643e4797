package vestibule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of the house, each by its name, as ARCHITECTURE.md draws them. */
final class HouseRules {

  private HouseRules() {}

  private static final Set<String> SEE_HELIDON =
      Set.of(
          "vestibule.http.Listener",
          "vestibule.http.Connections",
          "vestibule.http.Incoming",
          "vestibule.http.engine.AnswerBytes",
          "vestibule.http.engine.EarlyRefusal",
          "vestibule.http.engine.Engine",
          "vestibule.http.engine.FramedReader",
          "vestibule.http.engine.Hosts",
          "vestibule.http.engine.OwnRouting",
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
          Map.entry("challenge", List.of("core")),
          Map.entry("passkey", List.of("core")),
          Map.entry("picture", List.of("core")),
          Map.entry("theme", List.of("core")),
          Map.entry("moving", List.of("core", "store")),
          Map.entry("hook", List.of("core", "moving")),
          Map.entry("webhook", List.of("core")),
          Map.entry("contracts", List.of("core", "http")),
          Map.entry("web", List.of("core", "http")),
          Map.entry("v1", List.of("core", "http")),
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
          "audit",
          "limit",
          "node",
          "challenge",
          "repeat",
          "token",
          "event",
          "operator",
          "change",
          "service",
          "ring",
          "webhook",
          "outbox",
          "password",
          "address",
          "departure",
          "session",
          "former",
          "registration",
          "reset",
          "profile",
          "avatar",
          "rights",
          "arrival",
          "hook",
          "signin",
          "factor",
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

  /** What finds out who asks: a contract's {@code XCaller}, for a request. */
  private static final DescribedPredicate<JavaAccess<?>> ASKS_WHO_CALLS =
      DescribedPredicate.describe(
          "asks who calls elsewhere than where routes are declared",
          access ->
              isCaller(access.getTargetOwner())
                  && !isCaller(access.getOriginOwner())
                  && !Set.of("mount", "hides").contains(access.getOrigin().getName())
                  && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                  && target.getRawParameterTypes().stream()
                      .anyMatch(type -> type.getName().equals("vestibule.http.Request")));

  /** What judges a token that a request carries. */
  private static final DescribedPredicate<JavaAccess<?>> JUDGES_A_TOKEN =
      DescribedPredicate.describe(
          "judges the token of a request",
          access ->
              Set.of("read", "admit", "readForChange", "isAuthenticated")
                      .contains(access.getTarget().getName())
                  && (access.getTargetOwner().getPackageName().equals("vestibule.core.token")
                      || access
                          .getTargetOwner()
                          .getName()
                          .equals("vestibule.contracts.flask.JwtExtended")));

  private static boolean isCaller(JavaClass type) {
    return (type.getPackageName().startsWith("vestibule.contracts")
            || type.getPackageName().startsWith("vestibule.v1"))
        && type.getSimpleName().endsWith("Caller");
  }

  /** Each rule by its name. */
  static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    FOLDERS.forEach((folder, others) -> rules.put(folder + " imports", imports(folder, others)));
    FLOORS.forEach(floor -> rules.put("core " + floor, importsDownwards(floor)));
    rules.put("no cycles", slices().assignedFrom(PACKAGES).should().beFreeOfCycles());
    rules.put(
        "the top",
        noClasses()
            .that(
                resideInAPackage("vestibule")
                    .and(not(within(Set.of("vestibule.Main", "vestibule.package-info")))))
            .should()
            .resideInAPackage("vestibule"));
    rules.put(
        "contracts apart",
        slices()
            .matching("vestibule.contracts.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(not(resideInAnyPackage(FAMILIES)), resideInAnyPackage(FAMILIES)));
    rules.put("known folders", classes().should().resideInAnyPackage(knownPackages()));
    rules.putAll(ofLibraries());
    rules.putAll(ofHabits());
    return rules;
  }

  /** Who knows which library. */
  private static Map<String, ArchRule> ofLibraries() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "core libraries",
        classes()
            .that(resideInAPackage("vestibule.core.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "javax.crypto..", "vestibule.core..")
                    .and(not(resideInAnyPackage("java.sql..", "java.net.http..")))
                    .or(resideInAPackage(UNICODE_LIBRARY))));
    rules.put(
        "hash libraries",
        noClasses()
            .that(not(resideInAPackage("vestibule.crypto.foreign..")))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("org.bouncycastle..", "org.apache.commons.codec..")));
    rules.put(
        "unicode library",
        noClasses()
            .that(not(resideInAPackage("vestibule.core.unicode..")))
            .should()
            .dependOnClassesThat(resideInAPackage(UNICODE_LIBRARY)));
    rules.put(
        "passkey library",
        noClasses()
            .that(not(resideInAPackage("vestibule.passkey..")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.webauthn4j..")));
    rules.put(
        "pictures",
        noClasses()
            .that(not(resideInAPackage("vestibule.picture..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.imageio..")));
    rules.put(
        "domain names",
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.net.IDN"));
    rules.put(
        "helidon",
        noClasses()
            .that(not(within(SEE_HELIDON)))
            .should()
            .dependOnClassesThat(resideInAPackage("io.helidon..")));
    return rules;
  }

  /** What is done at one place alone, or nowhere. */
  private static Map<String, ArchRule> ofHabits() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "one way to change",
        noClasses()
            .that(not(resideInAPackage("vestibule.core.change")))
            .should()
            .callMethodWhere(CHANGES_BY_HAND));
    rules.put("guards", noClasses().should().accessTargetWhere(ASKS_WHO_CALLS));
    rules.put(
        "tokens",
        noClasses()
            .that(resideInAnyPackage("vestibule.contracts..", "vestibule.v1.."))
            .and()
            .haveSimpleNameNotEndingWith("Caller")
            .and()
            .doNotHaveFullyQualifiedName("vestibule.contracts.flask.JwtExtended")
            .should()
            .accessTargetWhere(JUDGES_A_TOKEN));
    rules.put("locale", noClasses().should().accessTargetWhere(USES_THE_USERS_LOCALE));
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
            .map(HouseRules::floor)
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
}
