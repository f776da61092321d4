package io.pilothouse.repository.net;

import java.io.IOException;
import java.net.InetAddress;

/// A name led to an address to which no connection may be made.
public final class RefusedAddressException extends IOException {
    private final String address;

    public RefusedAddressException(InetAddress address) {
        super("a refused address");
        this.address = address.getHostAddress();
    }

    /// @return for people: the address
    public String address() {
        return address;
    }
}
