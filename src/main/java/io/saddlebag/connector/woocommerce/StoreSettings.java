package io.saddlebag.connector.woocommerce;

import io.saddlebag.settings.Section;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Settings of one store, {@code saddlebag.store.<name>.*}.
 *
 * @param name configured store name
 * @param url the shop's address as WordPress knows it ({@code home_url}); may have a path, no trailing slash
 * @param auth how requests are authenticated
 * @param consumerKey REST API key
 * @param consumerSecret its secret
 * @param permalinks form of REST addresses
 * @param webhooks where and how the store reports changes
 * @param pageSize orders per page, 100 at most (facts: woocommerce 9)
 * @param overlap how far each poll looks back behind its cursor
 * @param statuses what each order status means
 * @param erp configured name of the ERP that takes the orders, may be empty
 * @param warehouse configured name of the usual warehouse, may be empty
 * @param writeBack what is written into the store
 * @param clockTolerance how far the store's clock may be off before it is reported
 * @param connections calls under way at once
 * @param timeout until an answer's first byte; a page of 100 orders takes about a second (facts: woocommerce 30)
 */
public record StoreSettings(
        String name,
        String url,
        Auth auth,
        String consumerKey,
        String consumerSecret,
        Permalinks permalinks,
        Webhooks webhooks,
        int pageSize,
        Duration overlap,
        Statuses statuses,
        String erp,
        String warehouse,
        WriteBackPolicy writeBack,
        Duration clockTolerance,
        int connections,
        Duration timeout) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern TOPIC =
            Pattern.compile("(order|product|customer|coupon)\\.[a-z]+|action\\.[a-z0-9_]+");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._+/=~-]{16,}");

    /** How requests are authenticated. */
    public enum Auth {
        /** Basic over https, OAuth over plain http. */
        AUTO,
        /** Authorization: Basic; only where the site itself sees TLS. */
        BASIC,
        /** OAuth 1.0a in the query; also where the web server strips the Authorization header. */
        OAUTH1,
        /** OAuth 1.0a in the Authorization header. */
        OAUTH1_HEADER,
        /** Key and secret in the query; only where the site itself sees TLS, and visible in its access log. */
        QUERY;

        /** The way {@link #AUTO} stands for at an address. */
        Auth at(String url) {
            if (this != AUTO) {
                return this;
            }
            return url.startsWith("https:") ? BASIC : OAUTH1;
        }

        /** The word used in settings. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Form of REST addresses. */
    public enum Permalinks {
        /** {@code /wp-json/…}, and {@code ?rest_route=} where that path does not exist. */
        AUTO,
        /** {@code /wp-json/…}. */
        PRETTY,
        /** {@code ?rest_route=/…}. */
        PLAIN
    }

    /**
     * How the store reports changes.
     *
     * @param publicUrl where the shop reaches the intake, empty for polls only
     * @param secret signs deliveries
     * @param previousSecret also accepted while a secret is being exchanged, may be empty
     * @param topics subscribed topics
     */
    public record Webhooks(String publicUrl, String secret, String previousSecret, List<String> topics) {
        /** Copies the collection. */
        public Webhooks {
            topics = List.copyOf(topics);
        }

        /** Whether there is an address for the store to report to. */
        public boolean wanted() {
            return !publicUrl.isEmpty();
        }

        /** The secrets a delivery may be signed with, the present one first. */
        public List<String> secrets() {
            return List.of(secret, previousSecret).stream()
                    .filter(s -> !s.isEmpty())
                    .toList();
        }

        @Override
        public String toString() {
            return "Webhooks[publicUrl=" + publicUrl + ", secret=***, previousSecret=***, topics=" + topics + "]";
        }
    }

    /**
     * What is written into the store.
     *
     * @param notes order notes with tracking
     * @param status the order's status
     * @param trackingPlugin items in the form of the Shipment Tracking plugin
     * @param completedStatus status of a wholly shipped order
     * @param partlyStatus status of a partly shipped order, empty to leave it
     */
    public record WriteBackPolicy(
            boolean notes,
            boolean status,
            boolean trackingPlugin,
            String completedStatus,
            Optional<String> partlyStatus) {}

    /** Reads the settings; every problem is reported through the section. */
    public static StoreSettings from(Section s) {
        if (!NAME.matcher(s.name()).matches()) {
            s.problem("url", "is of a store whose name may hold lower-case letters, digits and '-' only, 40 at most");
        }
        String url = s.requiredUrl("url");
        Auth auth = Auth.valueOf(s.oneOf("auth", "auto", List.of("auto", "basic", "oauth1", "oauth1-header", "query"))
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
        return new StoreSettings(
                s.name(),
                url,
                auth,
                s.required("consumer-key"),
                s.required("consumer-secret"),
                Permalinks.valueOf(s.oneOf("permalinks", "auto", List.of("auto", "pretty", "plain"))
                        .toUpperCase(Locale.ROOT)),
                webhooks(s),
                between(s, "page-size", 100, 1, 100),
                positive(s, "overlap", Duration.ofMinutes(5)),
                Statuses.from(s),
                s.text("erp", ""),
                s.text("warehouse", ""),
                writeBack(s),
                positive(s, "clock-tolerance", Duration.ofSeconds(60)),
                between(s, "connections", 4, 1, 64),
                positive(s, "timeout", Duration.ofSeconds(60)));
    }

    private static Webhooks webhooks(Section s) {
        String publicUrl = s.find("public-url").isPresent() ? s.requiredUrl("public-url") : "";
        String secret = publicUrl.isEmpty() ? s.text("webhook-secret", "") : s.required("webhook-secret");
        for (String key : List.of("webhook-secret", "previous-webhook-secret")) {
            String value = s.text(key, "");
            // WordPress escapes < > & " ' in what it stores, so they would change the signature.
            if (!value.isEmpty() && !SECRET.matcher(value).matches()) {
                s.problem(key, "must be 16 characters or more out of letters, digits and . _ + / = ~ -");
            }
        }
        if (!publicUrl.isEmpty() && publicUrl.startsWith("http")) {
            String host = URI.create(publicUrl).getHost();
            if ("localhost".equals(host)) {
                s.problem("public-url", "must not be localhost: a shop delivers to no such address");
            }
        }
        List<String> topics = s.list("topics", List.of("order.created", "order.updated", "order.deleted"));
        for (String topic : topics) {
            if (!TOPIC.matcher(topic).matches()) {
                s.problem("topics", "has '" + topic + "', which is no webhook topic");
            }
        }
        return new Webhooks(
                publicUrl, secret, s.text("previous-webhook-secret", ""), List.copyOf(new LinkedHashSet<>(topics)));
    }

    private static WriteBackPolicy writeBack(Section s) {
        String completed = Statuses.plain(s.text("completed-status", "completed"));
        String partly = Statuses.plain(s.text("partly-status", "keep"));
        for (String[] pair : new String[][] {{"completed-status", completed}, {"partly-status", partly}}) {
            if (!Statuses.isStatus(pair[1]) || Set.of("trash", "any").contains(pair[1])) {
                s.problem(pair[0], "must be an order status such as completed");
            }
        }
        return new WriteBackPolicy(
                s.flag("write-back.notes", true),
                s.flag("write-back.status", true),
                s.flag("write-back.tracking-plugin", false),
                completed,
                partly.equals("keep") ? Optional.empty() : Optional.of(partly));
    }

    private static int between(Section s, String key, int usual, int least, int most) {
        int value = s.number(key, usual);
        if (value < least || value > most) {
            s.problem(key, "must be between " + least + " and " + most);
            return usual;
        }
        return value;
    }

    private static Duration positive(Section s, String key, Duration usual) {
        Duration value = s.duration(key, usual);
        if (value.isZero() || value.isNegative()) {
            s.problem(key, "must be more than nothing");
            return usual;
        }
        return value;
    }

    /** The path below the public address at which this store's deliveries arrive. */
    public String intakePath() {
        return "/webhooks/woocommerce/" + name;
    }

    /** The name used in messages and metrics. */
    public String partner() {
        return "store." + name;
    }

    @Override
    public String toString() {
        return "StoreSettings[name=" + name + ", url=" + url + ", auth=" + auth
                + ", consumerKey=***, consumerSecret=***" + ", permalinks=" + permalinks + ", " + webhooks + "]";
    }
}
