package io.pilothouse.repository.fuzz;

/// What must hold for every input.
final class Claim {
    private Claim() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
