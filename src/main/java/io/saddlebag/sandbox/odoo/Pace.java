package io.saddlebag.sandbox.odoo;

/**
 * How long a call takes. The measured profile follows the two servers the facts were taken from ("Pace" and facts
 * 28-30: two cores, so two calls at a time), in milliseconds.
 */
enum Pace {
    INSTANT,
    MEASURED;

    /** Milliseconds of work for one call on {@code records} records. */
    long millis(int version, String method, int records) {
        if (this == INSTANT) {
            return 0;
        }
        boolean old = version < 19;
        return switch (method) {
            case "create" -> (old ? 240 : 131) + 12L * records;
            case "load" -> (old ? 130 : 80) + 20L * records;
            case "action_confirm" -> (old ? 320 : 160) + 118L * records;
            case "button_validate", "process" -> old ? 400 : 280;
            case "create_invoices" -> (old ? 560 : 400) + 60L * records;
            case "action_post" -> (old ? 540 : 230) + 60L * records;
            case "action_create_payments", "refund_moves" -> old ? 400 : 350;
            case "write" -> old ? 120 : 60;
            case "unlink", "action_cancel" -> old ? 200 : 150;
            case "authenticate" -> 500;
            default -> 15 + records / 20;
        };
    }
}
