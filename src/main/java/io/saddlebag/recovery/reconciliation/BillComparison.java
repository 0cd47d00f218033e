package io.saddlebag.recovery.reconciliation;

import static io.saddlebag.recovery.reconciliation.Money.written;

import io.saddlebag.order.OrderState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Invoices, credit notes and deliveries of an ERP against what the ledger knows. */
final class BillComparison {

    private final Rules rules;

    BillComparison(Rules rules) {
        this.rules = rules;
    }

    /** Compares one order that is posted. */
    void compare(Known known, List<ErpOrder> candidates, Differences differences) {
        List<ErpOrder> ours = candidates.stream()
                .filter(order -> order.key().equals(Optional.of(known.key()))
                        || order.id().equals(known.row().erpId().orElse("")))
                .toList();
        Optional<ErpOrder> own = ErpComparison.own(known, ours).filter(ErpOrder::isLive);
        if (own.isEmpty() || !known.reached(OrderState.POSTED)) {
            return;
        }
        String erp = known.row().erp().orElse(rules.erp());
        invoices(known, erp, own.get(), differences);
        credits(known, erp, own.get(), differences);
        deliveries(known, erp, own.get(), differences);
    }

    private void invoices(Known known, String erp, ErpOrder own, Differences differences) {
        List<ErpOrder.Bill> booked = own.bills().stream()
                .filter(bill -> !bill.credit() && bill.isBooked())
                .toList();
        boolean due = known.reached(rules.invoicesWhenPosted() ? OrderState.POSTED : OrderState.SHIPPED);
        boolean givenBack = known.refunded().compareTo(own.total()) >= 0;
        if (booked.isEmpty()) {
            if (due && own.total().signum() > 0 && !givenBack) {
                boolean draft = own.bills().stream()
                        .anyMatch(bill -> !bill.credit() && bill.state().equals("draft"));
                differences.add(
                        Kind.INVOICE_MISSING,
                        erp,
                        own.number(),
                        own.total(),
                        rules.createsInvoices() ? Repair.INVOICE : Repair.BY_HAND,
                        own.number() + " is due and has " + (draft ? "only a draft" : "no invoice") + " in " + erp);
            }
            return;
        }
        BigDecimal sum = booked.stream().map(ErpOrder.Bill::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal difference = sum.subtract(own.total());
        boolean telling = booked.stream().noneMatch(ErpOrder.Bill::shared);
        String numbers = booked.stream().map(ErpOrder.Bill::number).collect(Collectors.joining(", "));
        if (telling && booked.size() > 1 && difference.compareTo(own.tolerance()) > 0) {
            differences.add(
                    Kind.INVOICED_TWICE,
                    erp,
                    own.number(),
                    difference,
                    Repair.BY_HAND,
                    numbers + " bill " + written(sum, own.currency()) + " of " + own.number() + ", which is "
                            + written(own.total(), own.currency()) + "; credit what is too much");
        } else if (telling && due && difference.abs().compareTo(own.tolerance()) > 0) {
            differences.add(
                    Kind.INVOICE_DIFFERS,
                    erp,
                    own.number(),
                    difference,
                    Repair.BY_HAND,
                    numbers + " bills " + written(sum, own.currency()) + " of " + own.number() + ", which is "
                            + written(own.total(), own.currency()));
        }
        recorded(known, erp, booked, differences);
    }

    private static void recorded(Known known, String erp, List<ErpOrder.Bill> booked, Differences differences) {
        String number = known.row().invoiceNumber().orElse("");
        Optional<ErpOrder.Bill> same =
                booked.stream().filter(bill -> bill.number().equals(number)).findFirst();
        boolean recorded = same.filter(bill -> bill.state().equals(known.row().invoiceState()))
                .isPresent();
        if (!recorded) {
            ErpOrder.Bill bill = same.orElse(booked.get(booked.size() - 1));
            differences.add(
                    Kind.INVOICE_NOT_RECORDED,
                    erp,
                    bill.number(),
                    bill.total(),
                    Repair.READ_INVOICES,
                    erp + " has " + bill.number() + " as " + bill.state() + ", recorded is "
                            + (number.isEmpty()
                                    ? "none"
                                    : number + " as " + known.row().invoiceState()));
        }
    }

    private static void credits(Known known, String erp, ErpOrder own, Differences differences) {
        if (own.bills().stream().anyMatch(bill -> bill.credit() && bill.shared())) {
            return;
        }
        BigDecimal credited = own.bills().stream()
                .filter(bill -> bill.credit() && bill.isBooked())
                .map(ErpOrder.Bill::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal open = known.refunded().subtract(credited);
        if (open.abs().compareTo(own.tolerance()) <= 0) {
            return;
        }
        boolean missing = open.signum() > 0;
        differences.add(
                missing ? Kind.REFUND_NOT_CREDITED : Kind.CREDIT_WITHOUT_REFUND,
                erp,
                own.number(),
                open,
                Repair.BY_HAND,
                "the store refunded " + written(known.refunded(), own.currency()) + ", " + erp + " credited "
                        + written(credited, own.currency()) + " of " + own.number()
                        + (missing ? "; post the credit note" : ""));
    }

    private static void deliveries(Known known, String erp, ErpOrder own, Differences differences) {
        for (Known.KnownShipment shipment : known.shipments()) {
            if (!shipment.hasLeft()) {
                continue;
            }
            String external = shipment.shipment().external();
            String id = shipment.shipment().id();
            List<ErpOrder.Transfer> booked = own.transfers().stream()
                    .filter(transfer -> transfer.shipments().contains(external))
                    .toList();
            if (booked.isEmpty()) {
                differences.add(
                        Kind.DELIVERY_MISSING,
                        erp,
                        external,
                        known.total(),
                        shipment.booked() ? Repair.BY_HAND : Repair.BOOK,
                        "shipment " + id + " of " + own.number()
                                + (shipment.booked()
                                        ? " was booked, and " + erp + " has the delivery no more; book it there"
                                        : " is not booked in " + erp));
                continue;
            }
            String wanted = String.join(", ", shipment.tracking());
            boolean told = wanted.isEmpty()
                    || booked.stream()
                            .flatMap(transfer -> transfer.tracking().stream())
                            .allMatch(text -> shipment.tracking().stream().allMatch(text::contains));
            if (!told) {
                differences.add(
                        Kind.TRACKING_DIFFERS,
                        erp,
                        external,
                        BigDecimal.ZERO,
                        Repair.BY_HAND,
                        "shipment " + id + " has tracking " + wanted + ", " + erp + " has another on "
                                + booked.get(0).number());
            }
        }
    }
}
