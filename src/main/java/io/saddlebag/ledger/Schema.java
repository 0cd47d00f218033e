package io.saddlebag.ledger;

import org.flywaydb.core.Flyway;

/** The tables, brought up to date when the ledger opens. Migrations are added, never edited. */
final class Schema {

    private Schema() {}

    static void migrate(Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dialect.migrations())
                .locations("classpath:db/migration/common")
                .table("schema_history")
                .placeholders(dialect.placeholders())
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }
}
