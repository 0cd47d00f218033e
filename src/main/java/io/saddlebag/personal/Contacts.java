package io.saddlebag.personal;

import java.util.regex.Pattern;

/**
 * E-mail addresses and phone numbers in words. Partners repeat in a refusal what they refuse, and the refusal is kept, logged,
 * shown and mailed: what they say is therefore masked where it comes in. Names in it cannot be told from other words.
 */
public final class Contacts {

    static final String MASK = "***";

    /** As long as addresses are: a partner may answer with a million letters, and each is looked at a bounded number of times. */
    private static final Pattern MAIL = Pattern.compile(
            "[^\\s@<>\"(),;:\\[\\]]{1,64}+@[^\\s@<>\"'(),;:\\[\\]]{1,255}\\.[^\\s@<>\"'(),;:\\[\\]]{1,63}+");

    /** Only as people write them for abroad: a number without + may be an order's, an SKU or an amount. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\w+])\\+[1-9][0-9 ()/.-]{5,18}[0-9](?![\\w:])");

    private Contacts() {}

    /** Words without them. */
    public static String masked(String words) {
        String text = withoutMails(words);
        return text.indexOf('+') >= 0 ? PHONE.matcher(text).replaceAll(MASK) : text;
    }

    /** {@code a***@example.com}; empty for what is no address. */
    public static String mail(String address) {
        int at = address.indexOf('@');
        return at < 1 ? "" : address.charAt(0) + MASK + address.substring(at);
    }

    static String withoutMails(String text) {
        return text.indexOf('@') >= 0 ? MAIL.matcher(text).replaceAll(MASK) : text;
    }

    static boolean isMail(String text) {
        return MAIL.matcher(text).matches();
    }
}
