package io.saddlebag.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and rules 11, 14 and 17 of the house. */
class ArchitectureTest {

    private static final String HOUSE = "io.saddlebag";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);

    /** What each package may know of the others. A new package needs a row here; that is a decision. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            // Pure: the business's words and rules. No I/O, no Camel.
            Map.entry("order", Set.of()),
            Map.entry("sourcing", Set.of("order")),
            Map.entry("availability", Set.of("order", "settings")), // settings: reading a rules file
            Map.entry("pricing", Set.of("order")),
            Map.entry("ownership", Set.of("settings")),
            // Foundations.
            Map.entry("settings", Set.of()),
            Map.entry("contract", Set.of()),
            Map.entry("personal", Set.of("contract", "order")), // pure
            Map.entry("delivery", Set.of("personal")), // masks what partners repeat of people
            Map.entry("message", Set.of("order")),
            Map.entry("broker", Set.of("settings")),
            Map.entry("mapping", Set.of("contract", "delivery")),
            Map.entry("ledger", Set.of("order", "personal")),
            Map.entry("pace", Set.of("delivery", "ledger", "settings")),
            // Capabilities. Connectors know neither each other nor the ledger; the journey joins them.
            Map.entry("intake", Set.of("broker", "message", "order")),
            Map.entry("connector.woocommerce", Set.of("contract", "delivery", "message", "order", "settings")),
            Map.entry("connector.odoo", Set.of("contract", "delivery", "message", "order", "pricing", "settings")),
            Map.entry("connector.shipbob", Set.of("contract", "delivery", "message", "order", "settings")),
            Map.entry(
                    "journey",
                    Set.of("contract", "delivery", "ledger", "message", "order", "personal", "settings", "sourcing")),
            Map.entry(
                    "stock", Set.of("availability", "contract", "delivery", "ledger", "message", "order", "settings")),
            Map.entry("recovery", Set.of("contract", "delivery", "ledger", "message", "order", "personal", "settings")),
            Map.entry("publishing", Set.of("contract", "delivery", "ledger", "message", "settings")),
            Map.entry("pricing.decision", Set.of("contract", "ledger", "message", "pricing", "settings")),
            Map.entry("product", Set.of("contract", "delivery", "ledger", "message", "ownership", "settings")),
            Map.entry("access", Set.of("contract")),
            Map.entry("access.openid", Set.of("access")),
            Map.entry("tracing", Set.of("delivery", "message", "order", "settings")),
            Map.entry("check", Set.of("delivery", "settings")),
            Map.entry("alert", Set.of("contract", "delivery", "ledger", "order", "settings")),
            Map.entry(
                    "operations",
                    Set.of(
                            "access",
                            "alert",
                            "availability",
                            "pricing.decision",
                            "check",
                            "contract",
                            "delivery",
                            "ledger",
                            "order",
                            "pace",
                            "personal",
                            "recovery",
                            "recovery.reconciliation")),
            Map.entry(
                    "recovery.reconciliation",
                    Set.of("contract", "delivery", "ledger", "message", "order", "personal", "recovery", "settings")),
            Map.entry(
                    "console",
                    Set.of(
                            "access",
                            "access.openid",
                            "alert",
                            "availability",
                            "contract",
                            "delivery",
                            "ledger",
                            "operations",
                            "order",
                            "pace",
                            "personal",
                            "pricing",
                            "pricing.decision",
                            "recovery",
                            "recovery.reconciliation")),
            Map.entry("hawtio", Set.of("access", "ledger", "operations", "personal")),
            // Stand-ins of the partners know nothing of the product, so they cannot agree with its mistakes.
            Map.entry("sandbox.http", Set.of()),
            Map.entry("sandbox.woocommerce", Set.of("sandbox.http")),
            Map.entry("sandbox.odoo", Set.of("sandbox.http")),
            Map.entry("sandbox.shipbob", Set.of("sandbox.http")),
            Map.entry("sandbox", Set.of("sandbox.http", "sandbox.odoo", "sandbox.shipbob", "sandbox.woocommerce")),
            Map.entry(
                    "simulation",
                    Set.of(
                            "broker",
                            "ledger",
                            "order",
                            "sandbox",
                            "sandbox.http",
                            "sandbox.odoo",
                            "sandbox.shipbob",
                            "sandbox.woocommerce",
                            "settings")),
            // Outermost.
            Map.entry(
                    "wiring",
                    Set.of(
                            "access",
                            "access.openid",
                            "alert",
                            "broker",
                            "pricing.decision",
                            "check",
                            "connector.odoo",
                            "connector.shipbob",
                            "connector.woocommerce",
                            "console",
                            "contract",
                            "delivery",
                            "hawtio",
                            "intake",
                            "journey",
                            "ledger",
                            "mapping",
                            "message",
                            "operations",
                            "order",
                            "pace",
                            "product",
                            "publishing",
                            "recovery",
                            "recovery.reconciliation",
                            "settings",
                            "sourcing",
                            "stock",
                            "availability",
                            "ownership",
                            "pricing",
                            "tracing")),
            Map.entry(
                    "cli",
                    Set.of(
                            "access",
                            "broker",
                            "delivery",
                            "ledger",
                            "operations",
                            "order",
                            "personal",
                            "recovery",
                            "recovery.reconciliation",
                            "sandbox",
                            "sandbox.odoo",
                            "sandbox.shipbob",
                            "sandbox.woocommerce",
                            "settings",
                            "simulation",
                            "wiring")),
            Map.entry("", Set.of("cli")));

    /** Classes that meet Camel, beside the packages {@link #CAMEL_PACKAGES}: one edge for each capability. */
    private static final Set<String> CAMEL_EDGES = Set.of(
            "delivery.CamelPartnerHttp",
            "delivery.PartnerClient",
            "mapping.MappingTransformers",
            "intake.Intake",
            "intake.WebhookHeaders",
            "operations.DaemonHealth",
            "alert.Alerting",
            "alert.AlertChannels",
            "alert.MailChannel",
            "operations.PartnersHealth",
            "publishing.PublishingSteps",
            "recovery.PersonalData",
            "recovery.Replays",
            "recovery.reconciliation.ReconciliationSteps",
            "stock.AdjustmentSteps",
            "stock.LevelRecords",
            "stock.StockSteps",
            "connector.woocommerce.StoreSteps",
            "connector.woocommerce.Stores",
            "pricing.decision.PriceSteps",
            "product.ProductSteps",
            "product.StoreProductSteps",
            "connector.odoo.CountSteps",
            "connector.odoo.OdooSteps",
            "connector.shipbob.ShipBobSteps",
            "tracing.RouteTraces",
            "tracing.TracedStep");

    private static final Set<String> CAMEL_PACKAGES = Set.of("journey", "message", "wiring");

    @Test
    void packagesKnowOnlyWhatTheirRowAllows() {
        Set<String> wrong = new TreeSet<>();

        for (JavaClass from : PRODUCT) {
            Set<String> allowed = ARROWS.get(place(from));
            if (allowed == null) {
                wrong.add("the package '" + place(from) + "' has no row in ARROWS");
                continue;
            }
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith(HOUSE))
                    .filter(to -> !place(to).equals(place(from)) && !allowed.contains(place(to)))
                    .forEach(to -> wrong.add(named(from) + " may not know " + named(to)));
        }

        assertThat(PRODUCT).hasSizeGreaterThan(300);
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyEdgesMeetCamel() {
        noClasses()
                .that(are(
                        "not an edge to Camel",
                        type -> !CAMEL_PACKAGES.contains(place(type)) && !CAMEL_EDGES.contains(named(outermost(type)))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .because("each capability meets Camel at one edge")
                .check(PRODUCT);
    }

    @Test
    void onlyTheLedgerSpeaksSql() {
        noClasses()
                .that(are("outside of the ledger", type -> !place(type).equals("ledger")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.sqlite..",
                        "org.postgresql..",
                        "com.zaxxer..",
                        "org.flywaydb..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheTwoPortsAndTheSandboxServeByVertx() {
        noClasses()
                .that(are(
                        "neither operations nor the public port nor sandbox",
                        type -> !place(type).equals("operations")
                                && !type.getSimpleName().equals("PublicPort")
                                && !place(type).equals("wiring") // sizes the server's pool
                                && !place(type).equals("console")
                                && !place(type).equals("hawtio")
                                && !place(type).startsWith("sandbox")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheBrokerPackageKnowsArtemis() {
        noClasses()
                .that(are("outside of the broker", type -> !place(type).equals("broker")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.activemq.artemis..", "org.messaginghub..")
                .check(PRODUCT);
    }

    /** Values, exceptions, pure rules and the sandbox may be made by whoever needs one. */
    @Test
    void onlyTheWiringBuildsObjectsOfOtherPackages() {
        Set<String> wrong = new TreeSet<>();

        for (JavaClass from : PRODUCT) {
            if (place(from).equals("wiring")) {
                continue;
            }
            from.getConstructorCallsFromSelf().stream()
                    .map(call -> call.getTargetOwner())
                    .filter(to ->
                            to.getPackageName().startsWith(HOUSE) && !place(to).equals(place(from)))
                    .filter(to -> !to.isRecord() && !to.isAssignableTo(Throwable.class))
                    .filter(to -> !Set.of("order", "sourcing", "availability", "pricing")
                            .contains(place(to)))
                    .filter(to -> !place(to).startsWith("sandbox"))
                    .forEach(to -> wrong.add(named(from) + " builds a " + named(to)));
        }

        assertThat(wrong).isEmpty();
    }

    /** The command line and the wiring choose the clock; the ledger's settings offer the usual one. */
    @Test
    void timeComesFromTheInjectedClock() {
        noClasses()
                .that(are(
                        "parts of the daemon",
                        type -> !Set.of("cli", "wiring").contains(place(type))
                                && !named(type).equals("ledger.LedgerSettings")
                                && !place(type).startsWith("sandbox")))
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PRODUCT);
    }

    @Test
    void onlyTheCommandLineUsesStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                PRODUCT.that(are("beside the command line", type -> !place(type).equals("cli"))));
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PRODUCT);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(PRODUCT);
    }

    @Test
    void noStaticFieldChanges() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(java.util.concurrent.atomic.AtomicLong.class)
                .andShould()
                .notHaveRawType(java.util.concurrent.atomic.AtomicInteger.class)
                .andShould()
                .notHaveRawType(java.util.concurrent.atomic.AtomicReference.class)
                .andShould()
                .notHaveRawType(ThreadLocal.class)
                .andShould()
                .notHaveRawType(StringBuilder.class)
                .check(PRODUCT);
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(PRODUCT);
    }

    private static DescribedPredicate<JavaClass> are(String words, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(words, test);
    }

    /** Package below {@code io.saddlebag}; empty for the root. */
    private static String place(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(HOUSE) ? "" : name.substring(HOUSE.length() + 1);
    }

    private static String named(JavaClass type) {
        return type.getName().substring(HOUSE.length() + 1);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
