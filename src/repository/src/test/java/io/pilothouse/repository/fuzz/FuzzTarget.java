package io.pilothouse.repository.fuzz;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is fuzzed.
enum FuzzTarget {
    GATE(GateFuzz.class),
    LAYOUT(LayoutFuzz.class),
    KUSTOMIZE(KustomizeFuzz.class);

    private final Class<?> type;

    FuzzTarget(Class<?> type) {
        this.type = type;
    }

    static Optional<FuzzTarget> named(String name) {
        return Arrays.stream(values())
                .filter(target -> target.word().equals(name))
                .findFirst();
    }

    /// @return as the command line names it; also the folder of its seeds
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return the class whose `fuzzerTestOneInput` the fuzzer calls
    Class<?> type() {
        return type;
    }

    /// Tries one input; throws if something does not hold.
    void tryOut(byte[] input) throws Exception {
        switch (this) {
            case GATE -> GateFuzz.fuzzerTestOneInput(input);
            case LAYOUT -> LayoutFuzz.fuzzerTestOneInput(input);
            case KUSTOMIZE -> KustomizeFuzz.fuzzerTestOneInput(input);
        }
    }
}
