package io.pilothouse.repository.git.signature;

import java.io.IOException;

/// A file of keys cannot be used. Says which, and where.
final class UnusableKeysException extends IOException {
    UnusableKeysException(String why) {
        super(why);
    }
}
