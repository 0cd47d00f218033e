package io.saddlebag.delivery;

import java.net.URI;

/**
 * Whether an address is this very machine, as the sandbox's are: nobody else reads what goes there, and its clock is ours.
 * Told by the address alone, without asking a name server: a name that leads here today may lead elsewhere tomorrow.
 */
public final class Loopback {

    private Loopback() {}

    /** Whether an {@code http(s)://} address names this machine: {@code localhost}, {@code 127.…} or {@code [::1]}. */
    public static boolean is(String url) {
        String host = URI.create(url).getHost();
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || host.matches("127(\\.[0-9]{1,3}){3}"));
    }
}
