package io.saddlebag.mapping;

import io.saddlebag.contract.Contracts;
import java.nio.file.Path;

/** The files the product ships, as tests use them. */
final class ProductFiles {

    static final Path MAPPINGS = Path.of("mappings");
    static final Path FIXTURES = Path.of("src/test/resources/fixtures");

    private ProductFiles() {}

    static Mappings mappings() {
        return Mappings.load(MAPPINGS);
    }

    static Contracts contracts() {
        return Contracts.load(MAPPINGS.resolve("contracts"));
    }
}
