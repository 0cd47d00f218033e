package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Audit.Chained;
import io.saddlebag.ledger.Audit.Entry;
import io.saddlebag.ledger.Audit.Page;
import io.saddlebag.ledger.Audit.Search;
import io.saddlebag.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: who did what, from where, and how it is found again. */
abstract class AuditContract {

    private MovableClock clock;
    private LedgerSettings place;
    private Ledger ledger;
    private Audit audit;

    /** Settings of an empty database. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        place = settings();
        ledger = LedgerFactory.open(place.withClock(clock));
        audit = ledger.audit();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void fromWhereIsKeptAndPartOfTheChain() throws SQLException {
        audit.add(List.of(new Entry("ann", "approved", "price/main/MUG", "9", "1", "clearance", "10.0.0.7")));

        assertThat(find(all()).entries())
                .extracting(chained -> chained.entry().origin())
                .containsExactly("10.0.0.7");
        assertThat(audit.verify().broken()).isEmpty();

        tamper("update audit set origin = '10.0.0.8'");
        assertThat(audit.verify().broken()).isPresent();
        tamper("update audit set origin = ''");
        assertThat(audit.verify().broken()).isPresent();
    }

    /** Written down here as it was before entries had an origin, so that a chain of then stays whole. */
    @Test
    void anEntryOfWhichNobodySaidFromWhereHasTheHashItAlwaysHad() throws Exception {
        audit.add(List.of(new Entry("ann", "approved", "price/main/MUG", "9", "1", "clearance", "")));

        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part : List.of(
                "",
                "1",
                String.valueOf(T0.toEpochMilli()),
                "ann",
                "approved",
                "price/main/MUG",
                "9",
                "1",
                "clearance")) {
            digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(audit.head().hash()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aChainOfBeforeGoesOnWithEntriesThatSayFromWhere() throws SQLException {
        audit.add(List.of(entry("ann", "approved", "price/main/MUG"), entry("ben", "refused", "price/main/CUP")));
        audit.add(List.of(new Entry("ann", "signed-in", "access/ann", "", "", "", "::1")));

        assertThat(audit.verify().entries()).isEqualTo(3);
        assertThat(audit.verify().broken()).isEmpty();

        tamper("update audit set origin = 'elsewhere' where seq = 1");
        assertThat(audit.verify().broken()).isPresent();
    }

    @Test
    void findsByWhoWhatSubjectAndTimeAndAnyOfThemTogether() {
        for (int i = 0; i < 6; i++) {
            audit.add(List.of(entry(i % 2 == 0 ? "ann" : "ben", i < 3 ? "approved" : "refused", "price/main/S" + i)));
            clock.forward(Duration.ofHours(1));
        }
        audit.add(List.of(entry("ann", "signed-in", "access/ann")));

        assertThat(seqs(new Search(Optional.of("ann"), none(), "", none(), none(), none(), 10)))
                .containsExactly(7L, 5L, 3L, 1L);
        assertThat(seqs(new Search(none(), Optional.of("refused"), "", none(), none(), none(), 10)))
                .containsExactly(6L, 5L, 4L);
        assertThat(seqs(new Search(Optional.of("ann"), Optional.of("refused"), "price/", none(), none(), none(), 10)))
                .containsExactly(5L);
        assertThat(seqs(new Search(none(), none(), "access/ann", none(), none(), none(), 10)))
                .containsExactly(7L);
        assertThat(seqs(new Search(none(), none(), "price/main/", none(), none(), none(), 10)))
                .hasSize(6);
        assertThat(seqs(new Search(none(), none(), "", at(1), at(4), none(), 10)))
                .containsExactly(4L, 3L, 2L);
        assertThat(seqs(new Search(none(), none(), "", at(40), none(), none(), 10)))
                .isEmpty();
        assertThat(seqs(new Search(none(), none(), "", none(), at(-1), none(), 10)))
                .isEmpty();
        assertThat(seqs(new Search(Optional.of("ann' or '1'='1"), none(), "", none(), none(), none(), 10)))
                .isEmpty();
    }

    @Test
    void pagesGoThroughAllThatFitsAndEnd() {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(entry(i % 5 == 0 ? "ann" : "saddlebag", "published", "price/main/S" + i));
        }
        audit.add(many);

        Search search = new Search(Optional.of("ann"), none(), "", none(), none(), none(), 2);
        Page first = find(search);
        Page second = find(search.below(first.more().orElseThrow()));
        Page third = find(search.below(second.more().orElseThrow()));

        assertThat(first.entries()).extracting(Chained::seq).containsExactly(21L, 16L);
        assertThat(second.entries()).extracting(Chained::seq).containsExactly(11L, 6L);
        assertThat(third.entries()).extracting(Chained::seq).containsExactly(1L);
        assertThat(third.more()).isEmpty();
    }

    /** One call looks at 20,000 entries; it says so by telling where to go on. */
    @Test
    void whatLiesFarBackIsFoundByGoingOn() {
        audit.add(List.of(new Entry("ann", "approved", "price/main/MUG", "", "", "", "::1")));
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(entry("saddlebag", "published", "price/main/S" + i));
        }
        audit.add(many);

        Search search = new Search(Optional.of("saddlebag"), Optional.of("approved"), "", none(), none(), none(), 5);
        Page nothing = find(search);
        assertThat(nothing.entries()).isEmpty();
        assertThat(nothing.more()).contains(2L);
        assertThat(find(search.below(2)).more()).isEmpty();

        assertThat(seqs(new Search(Optional.of("ann"), Optional.of("approved"), "", none(), none(), none(), 5)))
                .as("an index leads there at once")
                .containsExactly(1L);
        assertThat(seqs(new Search(none(), none(), "price/main/MU", none(), none(), none(), 5)))
                .containsExactly(1L);
    }

    private List<Long> seqs(Search search) {
        return find(search).entries().stream().map(Chained::seq).toList();
    }

    private Page find(Search search) {
        return audit.search(search);
    }

    private static Search all() {
        return new Search(none(), none(), "", none(), none(), none(), 10);
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static Optional<Instant> at(int hours) {
        return Optional.of(T0.plus(Duration.ofHours(hours)));
    }

    private static Entry entry(String who, String what, String subject) {
        return new Entry(who, what, subject, "", "", "", "");
    }

    /** Runs a statement beside the ledger, as somebody with a database client would. */
    private void tamper(String sql) throws SQLException {
        try (Session session =
                new Session((place.isSqlite() ? new SqliteDialect(place) : new PostgresDialect(place)).connect())) {
            session.update(sql);
            if (!session.connection().getAutoCommit()) {
                session.connection().commit();
            }
        }
    }
}
