package io.pilothouse.repository.helm.engine;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps this program's answers to signals. At its first rendering the library takes SIGTERM and others for itself
/// and never gives them back: without this, a program that has rendered one chart cannot be asked to stop any more.
final class OurSignals {
    /// Larger than `struct sigaction` on any system.
    private static final int ROOM = 256;

    /// SIGHUP, SIGINT, SIGQUIT and SIGTERM have these numbers on Linux and macOS alike.
    private static final int[] TAKEN = {1, 2, 3, 15};

    private final Map<Integer, Memory> answers = new LinkedHashMap<>();

    private OurSignals() {}

    /// Notes how they are answered now.
    static OurSignals note() {
        OurSignals signals = new OurSignals();
        for (int signal : TAKEN) {
            Memory answer = new Memory(ROOM);
            answer.clear();
            if (sigaction(signal, Pointer.NULL, answer) == 0) {
                signals.answers.put(signal, answer);
            }
        }
        return signals;
    }

    /// Has them answered as noted.
    void restore() {
        answers.forEach((signal, answer) -> sigaction(signal, answer, Pointer.NULL));
    }

    private static int sigaction(int signal, Pointer next, Pointer before) {
        return Function.getFunction("c", "sigaction").invokeInt(new Object[] {signal, next, before});
    }
}
