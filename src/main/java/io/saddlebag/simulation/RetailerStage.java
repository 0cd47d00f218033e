package io.saddlebag.simulation;

import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A retailer's own routes, mappings and settings, with understudies for the partners. Everything that could reach the real
 * world is left out: the retailer's files are copied and not changed, secrets are not copied, addresses elsewhere are
 * emptied and named.
 */
final class RetailerStage {

    private static final Pattern ADDRESS =
            Pattern.compile("[a-z][a-z0-9+.-]*://(?:[^@/\\s]*@)?(\\[[0-9a-fA-F:]+]|[^/:?\\s,()]+)");
    private static final Pattern NUMBERS = Pattern.compile("(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.])");
    /** Records of an ERP that an understudy does not have. */
    private static final List<String> RECORDS = List.of("company", "team", "user", "payment-term");

    private final Settings settings;
    private final Retailer retailer;

    RetailerStage(Settings settings) {
        this.settings = settings;
        this.retailer = new Retailer(settings);
    }

    Retailer retailer() {
        return retailer;
    }

    /**
     * Understudies, and a home that leads to them.
     *
     * @param folder empty, for the home
     * @param store the store troubles and orders befall
     * @throws ScenarioProblem if the store cannot be played
     */
    Stage stage(Path folder, String store, int odoo, Automation automation, Map<String, String> more) {
        Understudies understudies = Understudies.start(retailer, odoo, automation);
        try {
            int intake = FreePort.any();
            Map<String, String> all = settings(understudies, "http://127.0.0.1:" + intake);
            all.putAll(more);
            Trio trio = understudies
                    .trio(store)
                    .orElseThrow(() -> new ScenarioProblem(List.of("the store " + store
                            + " names no ERP or no warehouse that is configured (saddlebag.store." + store
                            + ".erp, .warehouse); without both no order travels to its end")));
            return new Stage(
                    trio,
                    HomeFolder.at(folder)
                            .copy(
                                    settings.folder("saddlebag.routes", "routes"),
                                    settings.folder("saddlebag.mappings", "mappings")),
                    intake,
                    all,
                    List.of("-Xmx512m"),
                    understudies);
        } catch (RuntimeException e) {
            understudies.close();
            throw e;
        }
    }

    private Map<String, String> settings(Understudies understudies, String intake) {
        Map<String, String> all = new TreeMap<>();
        settings.forRoutes().forEach((key, value) -> all.put(key.toString(), value.toString()));
        omissions().keySet().forEach(key -> all.put(key, ""));
        all.put("saddlebag.data", "data");
        all.put("saddlebag.routes", "routes");
        all.put("saddlebag.mappings", "mappings");
        all.put("saddlebag.broker.url", "embedded");
        all.put("saddlebag.ledger.url", "");
        DaemonProcess.impatient().forEach((key, value) -> {
            if (key.startsWith("saddlebag.poll.") || key.startsWith("saddlebag.retry.")) {
                all.put(key, value);
            }
        });
        all.putAll(understudies.settings(intake));
        return all;
    }

    /** Settings that are left out, and why, by key; those the understudies replace are not among them. */
    Map<String, String> omissions() {
        Map<String, String> omitted = new TreeMap<>();
        settings.forRoutes().forEach((k, v) -> {
            String key = k.toString();
            if (!key.matches(
                            "saddlebag\\.(store|erp|warehouse)\\.[^.]+\\.(url|public-url)|saddlebag\\.(broker|ledger)\\.url")
                    && elsewhere(v.toString())) {
                omitted.put(key, "names a place elsewhere");
            }
        });
        for (String erp : retailer.erps()) {
            String prefix = "saddlebag.erp." + erp + ".";
            RECORDS.stream()
                    .filter(key -> settings.find(prefix + key).isPresent())
                    .forEach(key -> omitted.put(prefix + key, "names a record of the real ERP"));
            retailer.erp(erp)
                    .map("pricelist")
                    .keySet()
                    .forEach(key -> omitted.put(prefix + "pricelist." + key, "names a record of the real ERP"));
        }
        return omitted;
    }

    /**
     * Lines of route files that name an address elsewhere by its number: names are not resolved in a rehearsal, numbers
     * need not be.
     */
    List<String> routesElsewhere() {
        Path routes = settings.folder("saddlebag.routes", "routes");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(routes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    Matcher numbers = NUMBERS.matcher(lines.get(i));
                    if (numbers.find() && !here(numbers.group(1))) {
                        found.add(routes.relativize(file) + ":" + (i + 1) + " names " + numbers.group(1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean elsewhere(String value) {
        Matcher address = ADDRESS.matcher(value);
        while (address.find()) {
            if (!here(address.group(1))) {
                return true;
            }
        }
        Matcher numbers = NUMBERS.matcher(value);
        return numbers.find() && !here(numbers.group(1));
    }

    private static boolean here(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("0.0.0.0") || host.equals("[::1]");
    }
}
