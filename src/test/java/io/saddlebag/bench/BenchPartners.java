package io.saddlebag.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** The product's sandbox partners in a process of their own, and what a tester tells them. */
final class BenchPartners implements AutoCloseable {

    private static final int FIRST_PORT = 21_000;
    private static final int PORTS = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess process;
    private final Map<String, String> settings;

    private BenchPartners(ChildProcess process) {
        this.process = process;
        this.settings = process.printedSettings();
    }

    /** A store, an Odoo and a warehouse that send to this port of the daemon; {@code nth} parts several of one run. */
    static BenchPartners start(Path work, int intake, int nth) {
        int ports = FIRST_PORT + (int) (ProcessHandle.current().pid() % 4_500) * 2 * PORTS + nth * PORTS;
        return new BenchPartners(ChildProcess.sandbox(work.resolve("sandbox" + nth + ".log"), ports, intake));
    }

    /** Settings of a daemon that speaks with them. */
    Map<String, String> settings() {
        return settings;
    }

    ChildProcess process() {
        return process;
    }

    /** Tells the store something. */
    String store(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, settings.get("saddlebag.store.main.url") + path, body);
    }

    /** Has the store's shoppers buy. */
    void place(int orders) throws IOException, InterruptedException {
        store("POST", "/__sandbox/orders", "{\"count\":" + orders + "}");
    }

    /** Has something go wrong with the ERP. */
    void erpFault(String fault) throws IOException, InterruptedException {
        send("POST", settings.get("saddlebag.erp.odoo.url") + "/__sandbox/faults", fault);
    }

    /** Mends all that went wrong with the ERP. */
    void mendErp() throws IOException, InterruptedException {
        send("DELETE", settings.get("saddlebag.erp.odoo.url") + "/__sandbox/faults", "");
    }

    /** What a partner, or the daemon, answers; anything but a success is thrown. */
    String send(String method, String address, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + address + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.close();
    }
}
