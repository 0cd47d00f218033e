package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit.Entry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of who did what. */
class AuditPagesTest {

    @TempDir
    private static Path data;

    private static RunningDaemon running;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(data);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void entriesAreFilteredByWhoWhatSubjectAndDay() {
        add(
                new Entry("ann", "approved", "price/main/MUG", "9", "10", "clearance", "10.0.0.7"),
                new Entry("ben", "refused", "price/main/CUP", "9", "1", "a mistake", "command line"));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

        assertThat(finance.get("/console/audit").body())
                .contains("price/main/MUG", "clearance", "10.0.0.7", "command line", "signed-in", "access/ufinance");
        assertThat(finance.get("/console/audit?who=ann").body())
                .contains("price/main/MUG")
                .doesNotContain("price/main/CUP");
        assertThat(finance.get("/console/audit?what=refused&subject=price/main/")
                        .body())
                .contains("price/main/CUP")
                .doesNotContain("price/main/MUG");
        assertThat(finance.get("/console/audit?who=ann&to=" + today.minusDays(2))
                        .body())
                .contains("No entry matches")
                .doesNotContain("price/main/MUG");
        assertThat(finance.get("/console/audit?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(finance.get("/console/audit?below=x").statusCode()).isEqualTo(400);
    }

    @Test
    void earlierEntriesAreAPageAway() {
        List<Entry> many = new ArrayList<>();
        for (int i = 1; i <= 130; i++) {
            many.add(new Entry("carl", "counted", "stock/S-" + i + "-", "", "", "", ""));
        }
        add(many.toArray(Entry[]::new));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        String first = finance.get("/console/audit?who=carl").body();
        String older = first.replaceFirst("(?s).*href=\"([^\"]*below=[0-9]+)\".*", "$1")
                .replace("&amp;", "&");
        String second = finance.get(older).body();

        assertThat(first).contains("stock/S-130-", "stock/S-31-").doesNotContain("stock/S-30-");
        assertThat(second).contains("stock/S-30-", "stock/S-1-").doesNotContain("stock/S-31-", "Earlier entries");
    }

    @Test
    void theSheetHasAllThatMatchesAndNoFormula() {
        add(new Entry("dora", "noted", "note/1", "", "", "=HYPERLINK(\"http://evil.example\")", "::1"));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        HttpResponse<String> sheet = finance.get("/console/audit/entries.csv?who=dora");

        assertThat(sheet.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(sheet.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        List<String> lines = sheet.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("number,time,who,what,subject,before,after,why,from,hash");
        assertThat(lines.get(1)).contains(",dora,noted,note/1,,,\"'=HYPERLINK(\"\"http://evil.example\"\")\",::1,");
    }

    @Test
    void walkingTheChainTellsWhetherItIsWhole() throws SQLException {
        add(new Entry("emil", "approved", "price/main/OLD", "9", "10", "clearance", "10.0.0.7"));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        HttpResponse<String> walked = finance.post("/console/audit/verify", Map.of("csrf", finance.secret()));
        String whole = finance.get("/console/audit").body();
        tamper("update audit set origin = '10.0.0.8' where who = 'emil'");
        finance.post("/console/audit/verify", Map.of("csrf", finance.secret()));
        String broken = finance.get("/console/audit").body();
        tamper("update audit set origin = '10.0.0.7' where who = 'emil'");

        assertThat(walked.statusCode()).isEqualTo(303);
        assertThat(whole).contains("The trail is whole: ", "none changed, none missing");
        assertThat(broken).contains("The trail is broken: entry ", "price/main/OLD");
        assertThat(running.ledger().audit().verify().broken()).isEmpty();
    }

    @Test
    void supportAndFulfilmentSeeNoneOfIt() {
        for (Role role : List.of(Role.SUPPORT, Role.FULFILMENT)) {
            Visitor visitor = Visitor.signedIn(running, role);
            assertThat(visitor.get("/console/audit").statusCode()).isEqualTo(403);
            assertThat(visitor.get("/console/audit/entries.csv").statusCode()).isEqualTo(403);
            assertThat(visitor.post("/console/audit/verify", Map.of("csrf", visitor.secret()))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(visitor.get("/console/orders").body()).doesNotContain(">Audit<");
        }
    }

    private static void add(Entry... entries) {
        running.ledger().audit().add(List.of(entries));
    }

    private static void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute(sql);
        }
    }
}
