package io.pilothouse.demo;

import java.io.PrintStream;
import java.time.Duration;

/// Says how far the demo is, on standard error, with the seconds since its start. Thread-safe: whole lines only.
final class Progress {
    private final PrintStream out;
    private final long began = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String sentence) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        out.println("demo %4d s  %s".formatted(seconds, sentence));
    }
}
