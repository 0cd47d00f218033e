package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads pictures over WordPress' own REST API ({@code /wp/v2/media}), which takes no key of WooCommerce but an application
 * password of a user who may upload files.
 *
 * <p>Rejected: {@code images: [{src: URL}]} of WooCommerce. It fetches the address while the product is written, refuses private
 * addresses and ports other than 80, 443 and 8080 ({@code wp_http_validate_url}), uploads again with every write, and one
 * picture it cannot fetch fails the whole product.
 *
 * <p>Each picture is named by its content, and looked for by that name before it is uploaded: a lost answer makes no second one.
 */
public final class Media {

    private static final String ROUTE = "/wp/v2/media";
    private static final int HASH = 32;

    private final WooClient client;

    /**
     * Uploads to a store.
     *
     * @param http to the store's address, with the application password
     */
    public Media(PartnerHttp http, StoreSettings settings, Clock clock) {
        this.client = new WooClient(http, settings, clock);
    }

    /**
     * The attachment's id, uploaded where there is none.
     *
     * @param hash of the content
     */
    public Outcome<String> picture(String hash, byte[] content) {
        Optional<Form> form = Form.of(content);
        if (form.isEmpty()) {
            return new Outcome.Refused<>(
                    "image-unknown",
                    "the picture is no JPEG, PNG, GIF or WebP",
                    "give the item a picture of one of these forms in the ERP");
        }
        String name = "saddlebag-" + hash.substring(0, Math.min(HASH, hash.length()));
        return client.get("look-up-picture", ROUTE, new Parameter("slug", name), new Parameter("_fields", "id,slug"))
                .then(WooAnswer::rows)
                .then(rows -> rows.stream()
                        .findFirst()
                        .flatMap(OrderFields::id)
                        .<Outcome<String>>map(Outcome.AlreadyThere::new)
                        .orElseGet(() -> upload(name + "." + form.get().ending, form.get().type, content)));
    }

    private Outcome<String> upload(String name, String type, byte[] content) {
        return client.upload(
                        "upload-picture",
                        ROUTE,
                        Map.of("Content-Type", type, "Content-Disposition", "attachment; filename=\"" + name + "\""),
                        content)
                .then(answer -> OrderFields.id(answer.body())
                        .<Outcome<String>>map(Outcome.Done::new)
                        .orElseGet(() -> new Outcome.Unknown<>("the store answered an upload without an id")));
    }

    /** Whether an attachment is still there. */
    public Outcome<Boolean> has(String attachment) {
        return client.get(
                        "look-up-picture",
                        ROUTE,
                        new Parameter("include", WooStore.digits(attachment)),
                        new Parameter("_fields", "id"))
                .then(WooAnswer::rows)
                .map(rows -> !rows.isEmpty());
    }

    /** What WordPress takes everywhere, by the first bytes. */
    private enum Form {
        JPEG("jpg", "image/jpeg", 0, 0xFF, 0xD8, 0xFF),
        PNG("png", "image/png", 0, 0x89, 'P', 'N', 'G'),
        GIF("gif", "image/gif", 0, 'G', 'I', 'F', '8'),
        WEBP("webp", "image/webp", 8, 'W', 'E', 'B', 'P');

        private final String ending;
        private final String type;
        private final int at;
        private final int[] begin;

        Form(String ending, String type, int at, int... begin) {
            this.ending = ending;
            this.type = type;
            this.at = at;
            this.begin = begin;
        }

        static Optional<Form> of(byte[] content) {
            return List.of(values()).stream().filter(form -> form.fits(content)).findFirst();
        }

        private boolean fits(byte[] content) {
            if (content.length < at + begin.length) {
                return false;
            }
            for (int i = 0; i < begin.length; i++) {
                if ((content[at + i] & 0xFF) != begin[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
