package io.saddlebag.wiring;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.saddlebag.broker.Broker;
import io.saddlebag.broker.BrokerSettings;
import io.saddlebag.contract.Contracts;
import io.saddlebag.journey.Queues;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.mapping.MappingTransformers;
import io.saddlebag.mapping.Mappings;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;

/** What everything stands on: ledger, buffer, contracts, mappings, meters, clock. Opened before Camel, closed after it. */
final class Foundation implements AutoCloseable {

    final Settings settings;
    final Clock clock = Clock.systemUTC();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Path data;
    final Queues queues;
    final Mappings mappings;
    final Contracts contracts;
    final MappingTransformers transformers;
    final Ledger ledger;
    final Broker broker;

    Foundation(Settings settings) {
        this.settings = settings;
        this.data = settings.folder("saddlebag.data", "data");
        this.queues = Queues.from(settings.section("saddlebag.queue"));
        BrokerSettings brokerSettings =
                BrokerSettings.from(settings.section("saddlebag.broker"), data, queues.deadLetters());
        settings.problems().throwIfAny();
        Path folder = settings.folder("saddlebag.mappings", "mappings");
        this.mappings = Mappings.load(folder);
        this.contracts = Contracts.load(folder.resolve("contracts"));
        this.transformers = new MappingTransformers(mappings, contracts);
        this.ledger = LedgerFactory.open(ledgerSettings(settings, data));
        try {
            this.broker = Broker.start(brokerSettings);
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Where the ledger is, for the daemon and for commands that only read. */
    static LedgerSettings ledgerSettings(Settings settings, Path data) {
        Section section = settings.section("saddlebag.ledger");
        String place = section.text("url", "");
        if (place.startsWith("jdbc:") && !place.matches("jdbc:(sqlite|postgresql):.+")) {
            section.problem("url", "must be empty, a file, or jdbc:postgresql://host/database");
            return LedgerSettings.sqlite(data.resolve("ledger.db"));
        }
        return section.find("url")
                .map(url -> url.startsWith("jdbc:postgresql:")
                        ? LedgerSettings.postgresql(url, section.text("user", ""), section.text("password", ""))
                        : LedgerSettings.sqlite(data.resolve(url.replaceFirst("^jdbc:sqlite:", ""))))
                .orElseGet(() -> LedgerSettings.sqlite(data.resolve("ledger.db")));
    }

    @Override
    public void close() {
        try {
            broker.close();
        } finally {
            ledger.close();
        }
    }
}
