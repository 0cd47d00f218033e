package io.saddlebag.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The cheapest load client we can have: one thread, one selector, prepared bytes, one request under way per connection.
 * What it costs is part of what the machine gives.
 */
final class KeepAliveClient implements AutoCloseable {

    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final List<SelectionKey> keys = new ArrayList<>();

    KeepAliveClient(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            keys.add(channel.register(selector, SelectionKey.OP_READ, new Connection()));
        }
    }

    private static final class Connection {
        private final ByteBuffer answer = ByteBuffer.allocate(4096);
        private long sentAt;
        private ByteBuffer request;
    }

    /**
     * Sends every request once.
     *
     * @throws IllegalStateException at the first answer that is not 200
     */
    Latencies send(Queue<ByteBuffer> requests) throws IOException {
        Latencies latencies = new Latencies();
        int open = 0;
        for (SelectionKey key : keys) {
            open += next(key, requests) ? 1 : 0;
        }
        while (open > 0) {
            selector.select(1_000);
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (key.isWritable()) {
                    write(key, connection);
                }
                if (key.isReadable() && answered(key, connection)) {
                    latencies.add(System.nanoTime() - connection.sentAt);
                    open -= next(key, requests) ? 0 : 1;
                }
            }
            selector.selectedKeys().clear();
        }
        return latencies;
    }

    private static boolean next(SelectionKey key, Queue<ByteBuffer> requests) throws IOException {
        Connection connection = (Connection) key.attachment();
        connection.request = requests.poll();
        if (connection.request == null) {
            return false;
        }
        connection.answer.clear();
        connection.sentAt = System.nanoTime();
        write(key, connection);
        return true;
    }

    private static void write(SelectionKey key, Connection connection) throws IOException {
        ((SocketChannel) key.channel()).write(connection.request);
        key.interestOps(
                connection.request.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
    }

    private static boolean answered(SelectionKey key, Connection connection) throws IOException {
        if (((SocketChannel) key.channel()).read(connection.answer) < 0) {
            throw new EOFException("the daemon closed a connection");
        }
        String text = new String(connection.answer.array(), 0, connection.answer.position(), StandardCharsets.US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || connection.answer.position() < end + 4 + length(text, end)) {
            return false;
        }
        for (int i = 0; i < OK.length; i++) {
            if (connection.answer.get(i) != OK[i]) {
                throw new IllegalStateException("the daemon answered " + text);
            }
        }
        return true;
    }

    private static int length(String text, int end) {
        int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
        if (at < 0 || at > end) {
            throw new IllegalStateException("an answer without a length: " + text);
        }
        return Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : keys) {
            key.channel().close();
        }
        selector.close();
    }
}
