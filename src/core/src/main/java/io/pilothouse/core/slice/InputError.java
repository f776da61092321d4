package io.pilothouse.core.slice;

import io.pilothouse.core.manifest.Origin;

/// Something in the fleet repository that cannot be used.
///
/// @param code stable, such as `PH-110`
/// @param origin where it stands
/// @param message one sentence: what, why, and what to do; never quotes the file, which may hold a secret
public record InputError(String code, Origin origin, String message) {
    @Override
    public String toString() {
        return origin + ": " + message + " (" + code + ")";
    }
}
