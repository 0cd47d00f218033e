package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.AlertFacts.Late;
import io.saddlebag.order.OrderKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The rules' questions to a ledger with 1,000,000 captured orders, 20,000 parked messages and as many steps that waited. */
@Isolated
class AlertScaleIT {

    private static final int ORDERS = 1_000_000;

    @TempDir
    private Path folder;

    private LedgerSettings settings;

    @BeforeEach
    void fill() throws SQLException {
        settings = LedgerSettings.sqlite(folder.resolve("ledger.db"));
        LedgerFactory.open(settings).close();
        String number = "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) ";
        long now = T0.toEpochMilli();
        try (Connection connection = DriverManager.getConnection(settings.place());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma synchronous = off");
            connection.setAutoCommit(false);
            statement.execute(String.format(number, ORDERS)
                    + "insert into orders (order_key, store, id, number, state, parked, modified_at, hash, store_status,"
                    + " currency, total, email, email_lower, invoice_state, placed_at, seen_at, due_at, changed_at)"
                    + " select 'main:' || i, 'main', i, i, 'CAPTURED', 0, " + now
                    + ", 'h', 'processing', 'EUR', '10.00',"
                    + " 'a@b', 'a@b', 'none', " + now + ", " + now + ", " + now + " + i, " + now + " + i from n");
            statement.execute(String.format(number, 20_000)
                    + "insert into parked (id, order_key, step, route, queue, category, code, cause, remedy, payload,"
                    + " attempts, parked_at, is_open, closed_because)"
                    + " select 'p' || i, 'main:' || i, 's', 'r', 'q', 'business', 'code-' || (i % 5), 'c', 'do it',"
                    + " hex(zeroblob(4000)), 1, " + now + " + i, 1, null from n");
            statement.execute(String.format(number, 20_000)
                    + "insert into events (order_key, id, seq, at, last_at, step, system, outcome, attempts, latency_us,"
                    + " external_id, detail) select 'main:' || i, 'w', i, " + now + ", " + now
                    + ", 'wait', 'odoo', 'waiting', 1, 0, '', 'down' from n");
            connection.commit();
        }
    }

    @Test
    void everyQuestionIsAnsweredInAMomentHoweverManyOrdersThereAre() throws SQLException {
        try (Ledger ledger = LedgerFactory.open(settings)) {
            AlertFacts facts = ledger.alertFacts();
            List<Long> millis = new ArrayList<>();
            for (int turn = 0; turn < 5; turn++) {
                long start = System.nanoTime();
                Late late = facts.unposted("main", T0.plus(Duration.ofDays(1))).orElseThrow();
                assertThat(late.many()).isEqualTo(AlertFacts.MOST);
                assertThat(late.orders()).startsWith(new OrderKey("main", "1"));
                assertThat(facts.unreleased("main", T0.plus(Duration.ofDays(1))))
                        .isEmpty();
                assertThat(facts.parked()).hasSize(5);
                assertThat(facts.waiting(T0.plusSeconds(1))).isEmpty();
                assertThat(facts.waiting(T0)).hasSize(1);
                facts.counted("throttled", T0);
                facts.notices(T0);
                ledger.alerts().unresolved();
                ledger.alerts().channels();
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            System.out.println("alert rules over 1,000,000 captured orders, ms: " + millis);
            assertThat(millis.stream().min(Long::compare).orElseThrow()).isLessThan(1_000);
        }
    }

    @Test
    void eachQuestionIsAnsweredFromItsOwnIndex() throws SQLException {
        assertThat(plan("select order_key from orders where state = 'CAPTURED' and parked = 0 and store = 'main'"
                        + " and due_at < 1 order by due_at limit 10"))
                .contains("orders_unposted")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan("select order_key from orders where state = 'POSTED' and parked = 0 and store = 'main'"
                        + " and posted_at < 1 order by posted_at limit 10"))
                .contains("orders_unreleased");
        assertThat(plan("select code, category, count(*), min(parked_at) from parked where is_open = 1"
                        + " group by code, category"))
                .contains("COVERING INDEX parked_kinds");
        assertThat(plan("select system from events e where e.outcome = 'waiting' and e.last_at >= 1"))
                .contains("events_waiting");
    }

    private String plan(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.place());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain query plan " + sql)) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
            return plan.toString();
        }
    }
}
