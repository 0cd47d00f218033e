package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger.Event;

/** One step of an order as a sentence. */
final class Words {

    private Words() {}

    /** A step's name for a person; the API keeps the short one. */
    static String step(String step) {
        return switch (step) {
            case "capture" -> "order from store";
            case "post-begun" -> "posting begins";
            case "post-order" -> "order to ERP";
            case "source" -> "choose warehouse";
            case "release" -> "order to warehouse";
            case "shipment" -> "shipment reported";
            case "post-delivery" -> "delivery to ERP";
            case "invoice" -> "invoice in ERP";
            case "credit-note" -> "credit note in ERP";
            case "show-in-store" -> "show in store";
            case "wait" -> "waiting";
            case "goes-on" -> "goes on";
            case "parked" -> "parked for a person";
            case "replay" -> "tried again by hand";
            case "edit" -> "edited by hand";
            case "skip" -> "skipped by hand";
            case "version" -> "older version";
            case "move" -> "change of state";
            case "reference" -> "partner's id";
            default -> step;
        };
    }

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
