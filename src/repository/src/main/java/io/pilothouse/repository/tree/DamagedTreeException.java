package io.pilothouse.repository.tree;

/// Something of a commit cannot be read here: the disk's fault, not the commit's. A new clone mends it.
public final class DamagedTreeException extends Exception {
    public DamagedTreeException(String message, Throwable cause) {
        super(message, cause);
    }
}
