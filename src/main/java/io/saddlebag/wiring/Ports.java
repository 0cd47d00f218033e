package io.saddlebag.wiring;

import io.saddlebag.settings.Section;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where one of the daemon's two HTTP servers listens.
 *
 * @param section {@code saddlebag.intake} or {@code saddlebag.operations}
 * @param host address to listen on
 * @param port port to listen on
 */
record Ports(String section, String host, int port) {

    static Ports intake(Section section) {
        return new Ports("saddlebag.intake", section.text("host", "0.0.0.0"), port(section, 8080));
    }

    static Ports operations(Section section) {
        return new Ports("saddlebag.operations", section.text("host", "127.0.0.1"), port(section, 8081));
    }

    private static int port(Section section, int usual) {
        int port = section.number("port", usual);
        if (port < 1 || port > 65_535) {
            section.problem("port", "must be from 1 to 65535");
            return usual;
        }
        return port;
    }

    /** Why nothing can listen there now; empty where it can. */
    Optional<String> trouble() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("this machine does not know the address '" + host + "'; correct " + section + ".host");
        } catch (IOException e) {
            return Optional.of("port " + port + " on " + host + " cannot be used (" + e.getMessage()
                    + "); stop what listens there, or set " + section + ".port");
        }
    }

    boolean loopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
