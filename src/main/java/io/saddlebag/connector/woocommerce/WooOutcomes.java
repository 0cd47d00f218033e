package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpOutcomes;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an answer of WooCommerce means: one table, read from top to bottom, the first row that fits decides. Measured on
 * WooCommerce 10.5.2 (facts: woocommerce 1, 2, 9, 16, 22) unless a row names another source; what is not in the table is
 * refused (4xx) or tried again (5xx).
 */
final class WooOutcomes {

    /** Code of the refusal that says that the thing asked for does not exist any more. */
    static final String GONE = "gone";

    private static final Map<String, String> REMEDIES = Map.of(
            "KEY",
            "check consumer-key and consumer-secret; if they are right, the Authorization header does not reach "
                    + "WordPress or the site does not see TLS: run doctor, it names the auth that works",
            "RIGHTS",
            "give the key Read/Write permissions and a user who manages the shop (WooCommerce, Settings, Advanced, "
                    + "REST API)",
            "SHIELD",
            "let the REST API (/wp-json/wc/) through for this machine's address in the store's firewall, security "
                    + "plugin or CDN",
            "-",
            "");

    /**
     * status, body (an error document in JSON, a page, or any), code in it, its message, what it means, our name of it,
     * words, remedy. Code and message are regular expressions, {@code *} fits all.
     */
    private static final List<Row> TABLE = rows(
            """
            400|404|410 | json | woocommerce_rest_[a-z_]*invalid_id | * | REFUSED | gone | it does not exist (any more) | nothing can be done with it
            404 | json | rest_no_route | * | TRANSIENT | plugin-off | WooCommerce's REST API is not there | switch the WooCommerce plugin on again, or correct url
            404 | json | rest_(disabled|forbidden).* | * | DENIED | rest-off | a plugin switched the REST API off | SHIELD
            401 | json | .*_authentication_error | .*write permissions.* | DENIED | read-only-key | the key may not write | RIGHTS
            401 | json | .*_authentication_error | .*read permissions.* | DENIED | write-only-key | the key may not read | RIGHTS
            401 | json | .*_authentication_error | .*nonce.* | TRANSIENT | nonce-used | the OAuth nonce was used before | look for a proxy that repeats requests
            401 | json | .*_authentication_error | .*timestamp.* | DENIED | clock | the clocks are 15 minutes apart | set the clock of this machine, or of the store
            401 | json | .*_authentication_error | .*signature.* | DENIED | signature | the OAuth signature does not fit | set url to exactly the Site Address in WordPress' general settings, and check consumer-secret
            401 | json | .*_authentication_error | .*secret.* | DENIED | wrong-secret | the consumer secret is wrong | renew consumer-secret
            401 | json | * | * | DENIED | not-authenticated | the store does not know who asks | KEY
            401 | page | * | * | DENIED | web-server-password | the web server in front of the store wants a password of its own | take the REST API out of the site's password protection
            403 | json | * | * | DENIED | no-rights | the key's user lacks rights | RIGHTS
            403 | page | * | * | TRANSIENT | challenge | a firewall or CDN in front of the store turns us away | SHIELD
            429 | any | * | * | THROTTLED | too-many | the store asks for a slower pace | -
            508|509 | any | * | * | THROTTLED | host-limit | the store's host is at its resource limit | -
            400|409|500 | json | * | .*already (being|under) process.* | BUSY | sku-in-progress | the store is at work on this SKU | another request makes the product, or one was left half made: look for the SKU in the store's products and in its trash, delete what is not wanted for good
            500 | json | woocommerce_rest_(cannot_create|invalid)_order_refund | * | REFUSED | refund-refused | the store does not make this refund | compare the order's refunds with the wanted amount
            400 | json | rest_(invalid_param|missing_callback_param|invalid_json) | * | REFUSED | invalid-parameter | the store does not take a value | compare the value with what the store knows; a plugin's status exists only while the plugin is on
            400 | json | product_invalid_global_unique_id | * | REFUSED | barcode-taken | another product of the store has this barcode, or it is none | take it off the other product, or correct it in the ERP
            413 | any | * | * | REFUSED | too-large | the store takes no request of this size | raise the store's limit, or send less at once
            503 | json | wp_die | .*maintenance.* | TRANSIENT | maintenance | the store is under maintenance | -
            503 | page | * | * | TRANSIENT | unavailable | the store, or a firewall in front of it, turns us away | SHIELD
            500 | json | wp_die | .*database.* | TRANSIENT | database-down | the store's database is down | -
            500 | json | internal_server_error | * | TRANSIENT | critical-error | PHP failed in the store | look into the store's PHP error log
            502|504|52[0-9] | any | * | * | TRANSIENT | php-down | the web server gets no answer from PHP | -
            408|425 | any | * | * | TRANSIENT | slow | the web server gave up waiting for the request | -
            30[0-9] | any | * | * | TRANSIENT | moved | the store redirects | set url to the address it redirects to
            404|405|410 | page | * | * | TRANSIENT | no-rest | there is no WordPress REST API at this address | check url, and that permalinks are not Plain (WordPress, Settings, Permalinks)
            5.. | any | * | * | TRANSIENT | server-error | the store failed | -
            4.. | any | * | * | REFUSED | refused | the store refuses | read the store's words
            """);

    private final Clock clock;

    WooOutcomes(Clock clock) {
        this.clock = clock;
    }

    /** Judges one exchange. */
    Outcome<WooAnswer> judge(HttpResult result) {
        if (result instanceof HttpResult.NoAnswer none) {
            return HttpOutcomes.of(none);
        }
        HttpResult.Answer answer = (HttpResult.Answer) result;
        WooBody body = WooBody.read(answer);
        int status = answer.ok() ? body.errorStatus().orElse(answer.status()) : answer.status();
        if (status >= 200 && status < 300) {
            return body.json()
                    .<Outcome<WooAnswer>>map(json -> new Outcome.Done<>(body.answer(json)))
                    .orElseGet(() -> new Outcome.Unknown<>("the store answered " + status + " with " + body.looks()));
        }
        return TABLE.stream()
                .filter(row -> row.fits(status, body))
                .findFirst()
                .map(row -> outcome(row, status, body, answer))
                .orElseGet(() -> new Outcome.Unknown<>("the store answered with status " + status));
    }

    private Outcome<WooAnswer> outcome(Row row, int status, WooBody body, HttpResult.Answer answer) {
        String said = body.message().isEmpty() ? "" : ": " + body.message();
        String reason = row.words() + " (" + status + (body.code().isEmpty() ? "" : " " + body.code()) + said + ")";
        return switch (row.kind()) {
            case DENIED -> new Outcome.NotAllowed<>(reason, row.remedy());
            case TRANSIENT -> new Outcome.RetryLater<>(Category.TRANSIENT, later(reason, row), after(answer));
            case THROTTLED -> new Outcome.RetryLater<>(Category.THROTTLED, later(reason, row), after(answer));
            case REFUSED -> new Outcome.Refused<>(row.name(), reason, row.remedy());
            case BUSY -> new Outcome.Busy<>(row.name(), reason, row.remedy());
        };
    }

    private Optional<Duration> after(HttpResult.Answer answer) {
        return HttpOutcomes.retryAfter(answer, clock);
    }

    private static String later(String reason, Row row) {
        return row.remedy().isEmpty() ? reason : reason + ". " + row.remedy();
    }

    /** What a row decides. */
    private enum Kind {
        DENIED,
        TRANSIENT,
        THROTTLED,
        REFUSED,
        BUSY
    }

    private enum Form {
        JSON,
        PAGE,
        ANY
    }

    private record Row(
            Pattern status,
            Form form,
            Pattern code,
            Pattern message,
            Kind kind,
            String name,
            String words,
            String remedy) {

        static Row parse(String line) {
            String[] cell = line.split(" \\| ");
            return new Row(
                    pattern(cell[0]),
                    Form.valueOf(cell[1].toUpperCase(Locale.ROOT)),
                    pattern(cell[2]),
                    pattern(cell[3]),
                    Kind.valueOf(cell[4]),
                    cell[5],
                    cell[6],
                    REMEDIES.getOrDefault(cell[7], cell[7]));
        }

        private static Pattern pattern(String cell) {
            return Pattern.compile(cell.equals("*") ? ".*" : cell, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        }

        boolean fits(int answered, WooBody body) {
            boolean isError = !body.code().isEmpty();
            return status.matcher(String.valueOf(answered)).matches()
                    && (form == Form.ANY || (form == Form.JSON) == isError)
                    && code.matcher(body.code()).matches()
                    && message.matcher(body.message()).matches();
        }
    }

    private static List<Row> rows(String table) {
        return table.lines().map(Row::parse).toList();
    }
}
