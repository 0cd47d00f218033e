package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The findings of one examination, and how outcomes read in them. */
final class Findings {

    private final List<Finding> findings = new ArrayList<>();

    List<Finding> list() {
        return List.copyOf(findings);
    }

    void ok(String what, String detail) {
        add(what, Finding.Status.OK, detail, "");
    }

    void fail(String what, String detail, String remedy) {
        add(what, Finding.Status.FAIL, detail, remedy);
    }

    void fail(String what, Outcome<?> outcome) {
        fail(what, outcome.reasonOr("no answer"), outcome.remedyOr("try again in a moment"));
    }

    void add(String what, Finding.Status status, String detail, String remedy) {
        findings.add(new Finding(what, status, detail, remedy));
    }

    static String remedy(HttpResult.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST -> "check the host name in the property url";
            case TLS -> "check the certificate: is it valid, complete, and made for this name?";
            case NOT_CONNECTED -> "is Odoo up, and does a firewall let us through?";
            case TIMED_OUT, BROKEN, ALL_IN_USE -> "is Odoo overloaded, or does a proxy cut the connection?";
        };
    }
}
