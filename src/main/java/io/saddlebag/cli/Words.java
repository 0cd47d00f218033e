package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger.Event;

/** One step of an order as a sentence. */
final class Words {

    private Words() {}

    static String of(Event event) {
        String detail = event.detail();
        String outcome =
                switch (event.outcome()) {
                    case "done", "noted", "echo" -> "";
                    case "already-there" -> " (was there already)";
                    default -> " (" + event.outcome() + ")";
                };
        return switch (event.step()) {
            case "capture" -> "store " + event.system() + ": " + detail + outcome;
            case "post-order" -> "ERP " + event.system() + ": " + detail + outcome;
            case "source", "release" -> detail + outcome;
            case "shipment" -> "warehouse " + event.system() + ": " + detail + outcome;
            case "post-delivery" -> "ERP " + event.system() + ": " + detail + outcome;
            case "invoice" -> "ERP " + event.system() + ": invoice " + detail + outcome;
            case "show-in-store" -> "store " + event.system() + " shows " + detail + outcome;
            default -> event.step() + " " + event.system() + ": " + detail + outcome;
        };
    }
}
