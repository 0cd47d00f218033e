package io.saddlebag.personal;

import io.saddlebag.order.OrderKey;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whom somebody means: by an e-mail address, or by the account at a store. */
public sealed interface Person {

    /** The words a pseudonym is made of. */
    String words();

    /** Reads {@code ann@example.com} or {@code store:7}. Throws {@link IllegalArgumentException} for anything else. */
    static Person parse(String typed) {
        String text = typed.strip();
        if (text.indexOf('@') > 0 && text.indexOf('@') < text.length() - 1) {
            return new Mail(text);
        }
        if (Account.FORM.matcher(text).matches()) {
            int colon = text.indexOf(':');
            return new Account(text.substring(0, colon), text.substring(colon + 1));
        }
        throw new IllegalArgumentException(
                "name a customer by an e-mail address, or by a store and its customer id such as" + " main:7");
    }

    /**
     * By an e-mail address.
     *
     * @param address in lower case, without blanks around it
     */
    record Mail(String address) implements Person {
        /** Takes it as stores compare it. */
        public Mail {
            address = address.strip().toLowerCase(Locale.ROOT);
        }

        @Override
        public String words() {
            return "mail " + address;
        }
    }

    /** By the customer id of a store. */
    record Account(String store, String id) implements Person {
        private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}:[1-9][0-9]{0,18}");

        @Override
        public String words() {
            return "account " + store + ":" + id;
        }
    }

    /** Nobody knows who: there is only what was bought. */
    record Buyer(OrderKey order) implements Person {
        @Override
        public String words() {
            return "buyer " + order;
        }
    }
}
