package io.pilothouse.desktop.link;

import io.pilothouse.wire.channel.HubAddress;

/// What to say of an answer that could not be read.
final class Unreadable {
    private Unreadable() {}

    static String sentence(RuntimeException failure, HubAddress hub) {
        return "hub " + hub + " sent what this program cannot read (" + failure.getMessage()
                + "); one of the two is too old for the other: compare their versions";
    }
}
