package io.pilothouse.demo.process;

/// The demo cannot go on. The message is for people: what, where, and what to do.
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DemoFailure(String sentence) {
        super(sentence);
    }

    public DemoFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
