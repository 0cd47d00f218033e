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

    void add(String what, Finding.Status status, String detail, String remedy) {
        findings.add(new Finding(what, status, detail, remedy));
    }

    static String remedy(HttpResult.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST -> "check the host name in the property url";
            case TLS -> "check the certificate: is it valid, complete, and made for this name?";
            case NOT_CONNECTED -> "is Odoo up, and does a firewall let us through?";
            case TIMED_OUT, BROKEN -> "is Odoo overloaded, or does a proxy cut the connection?";
        };
    }

    static String words(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.reason();
        }
        if (outcome instanceof Outcome.NotAllowed<?> denied) {
            return denied.reason();
        }
        if (outcome instanceof Outcome.NotUnderstood<?> odd) {
            return odd.reason();
        }
        if (outcome instanceof Outcome.RetryLater<?> later) {
            return later.reason();
        }
        return outcome instanceof Outcome.Unknown<?> unknown ? unknown.reason() : "no answer";
    }

    static String remedy(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.remedy();
        }
        if (outcome instanceof Outcome.NotAllowed<?> denied) {
            return denied.remedy();
        }
        if (outcome instanceof Outcome.NotUnderstood<?> odd) {
            return odd.remedy();
        }
        return "try again in a moment";
    }
}
