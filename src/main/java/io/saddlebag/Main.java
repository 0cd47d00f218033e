package io.saddlebag;

/** Entry point of the daemon and of its command line. */
public final class Main {
    private Main() {}

    /** Runs one command. */
    public static void main(String[] args) {
        System.out.println("saddlebag");
    }
}
