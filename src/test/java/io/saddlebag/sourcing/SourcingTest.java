package io.saddlebag.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcingTest {

    private final Sourcing sourcing = new Sourcing(List.of("VOUCHER", "DL-*"));

    @Test
    void sendsAllLinesFromTheFirstWarehouse() {
        Order order = order("EUR", line("11", "TEE", "2", "17.99"), line("12", "TEE", "1", "9.00"));

        SourcingDecision decision = sourcing.decide(order, "S00042", List.of("north", "south"));

        assertThat(decision.kind()).isEqualTo(SourcingDecision.Kind.RELEASE);
        assertThat(decision.reason()).contains("north", "3 pieces");
        FulfilmentRequest request = decision.requests().get(0);
        assertThat(decision.requests()).hasSize(1);
        assertThat(request.reference()).isEqualTo("main_order_100");
        assertThat(request.erpNumber()).isEqualTo("S00042");
        assertThat(request.warehouse()).isEqualTo("north");
        assertThat(request.shippingMethod()).isEqualTo("flat_rate");
        assertThat(request.shippingTitle()).isEqualTo("Parcel");
        assertThat(request.lines()).extracting(FulfilmentRequest.Line::lineId).containsExactly("11", "12");
    }

    @Test
    void givesTheNetPriceOfOnePieceInTheCurrencysDigits() {
        Order euro = order("EUR", line("11", "TEE", "3", "10.00"));
        Order yen = order("JPY", line("11", "TEE", "3", "1000"));
        Order dinar = order("KWD", line("11", "TEE", "3", "10.000"));

        assertThat(unitPrice(euro)).isEqualTo(new BigDecimal("3.33"));
        assertThat(unitPrice(yen)).isEqualTo(new BigDecimal("333"));
        assertThat(unitPrice(dinar)).isEqualTo(new BigDecimal("3.333"));
    }

    @Test
    void leavesOutWhatNeedsNoShippingAndSaysSo() {
        Order order = order(
                "EUR",
                line("11", "TEE", "1", "9.00"),
                line("12", "VOUCHER", "1", "5.00"),
                line("13", "DL-7", "1", "5.00"));

        SourcingDecision decision = sourcing.decide(order, "", List.of("north"));

        assertThat(decision.requests().get(0).lines())
                .extracting(FulfilmentRequest.Line::sku)
                .containsExactly("TEE");
        assertThat(decision.reason()).contains("2 lines need no shipping");
    }

    @Test
    void releasesNothingWhereNoLineNeedsShipping() {
        SourcingDecision vouchers = sourcing.decide(order("EUR", line("12", "VOUCHER", "1", "5.00")), "", List.of());
        SourcingDecision empty = sourcing.decide(order("EUR"), "", List.of("north"));
        SourcingDecision removed = sourcing.decide(order("EUR", line("11", "TEE", "0", "0.00")), "", List.of("north"));

        assertThat(List.of(vouchers, empty, removed)).allSatisfy(decision -> {
            assertThat(decision.kind()).isEqualTo(SourcingDecision.Kind.NOTHING_TO_SHIP);
            assertThat(decision.requests()).isEmpty();
            assertThat(decision.reason()).isNotEmpty();
        });
    }

    @Test
    void asksForAPersonWhereThereIsNoWarehouse() {
        SourcingDecision decision = sourcing.decide(order("EUR", line("11", "TEE", "1", "9.00")), "", List.of());

        assertThat(decision.kind()).isEqualTo(SourcingDecision.Kind.NO_WAREHOUSE);
        assertThat(decision.reason()).contains("main");
    }

    @Test
    void takesPhoneAndMailFromTheBillWhereTheDeliveryAddressLacksThem() {
        FulfilmentRequest request = sourcing.decide(order("EUR", line("11", "TEE", "1", "9.00")), "", List.of("north"))
                .requests()
                .get(0);

        assertThat(request.recipient().email()).isEqualTo("ada@example.org");
        assertThat(request.recipient().phone()).isEqualTo("+49 1");
        assertThat(request.recipient().city()).isEqualTo("Ulm");
    }

    private BigDecimal unitPrice(Order order) {
        return sourcing.decide(order, "", List.of("north"))
                .requests()
                .get(0)
                .lines()
                .get(0)
                .unitPrice();
    }

    private static Order.Line line(String id, String sku, String quantity, String total) {
        return new Order.Line(
                id,
                "7",
                Optional.empty(),
                sku,
                "a " + sku,
                new BigDecimal(quantity),
                new BigDecimal(total),
                new BigDecimal(total),
                BigDecimal.ZERO,
                "",
                List.of(),
                Map.of());
    }

    private static Order order(String currency, Order.Line... lines) {
        Order.Address bill =
                new Order.Address("Ada", "L", "", "Weg 1", "", "Bonn", "", "53111", "DE", "ada@example.org", "+49 1");
        Order.Address to = new Order.Address("Ada", "L", "", "Gasse 2", "", "Ulm", "", "89073", "DE", "", "");
        List<Order.Charge> shipping = new ArrayList<>();
        shipping.add(new Order.Charge("1", "flat_rate", "Parcel", BigDecimal.TEN, BigDecimal.ZERO, List.of()));
        return new Order(
                "order.v1",
                "main",
                "100",
                "100",
                "processing",
                currency,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                new Order.Customer(Optional.empty(), "ada@example.org", ""),
                bill,
                to,
                "cod",
                "Cash",
                "",
                "ring twice",
                List.of(lines),
                shipping,
                List.of(),
                List.of(),
                List.of(),
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.TEN,
                List.of(),
                Map.of());
    }
}
