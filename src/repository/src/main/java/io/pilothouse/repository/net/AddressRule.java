package io.pilothouse.repository.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which addresses no server of ours can have: those of this machine, of its link, and those at which clouds answer
/// every machine with its own credentials. Private networks are allowed, because that is where most servers are.
///
/// A name is not an address: who owns it can answer each question about it differently. So the address itself is asked
/// about, again, at the moment of connecting.
public final class AddressRule {
    /// Metadata services that are not on the link: of Alibaba Cloud, Azure and Oracle Cloud, and of AWS over IPv6.
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254");

    /// An IPv4 address behind this one is reached through a translator (RFC 6052).
    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final Set<InetAddress> METADATA_ADDRESSES =
            Set.copyOf(METADATA.stream().map(InetAddress::ofLiteral).toList());

    private AddressRule() {}

    /// @return true if no connection may be made to it
    public static boolean isRefused(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA_ADDRESSES.contains(address)
                || isThisNetwork(address.getAddress())
                || translated(address.getAddress())
                        .filter(AddressRule::isRefused)
                        .isPresent();
    }

    /// Resolves a host now, which finds most mistakes before anything is sent.
    ///
    /// @param host a name, or an address as it stands in a URL
    /// @return the first of its addresses that is refused, empty if all may be used
    public static Optional<InetAddress> refused(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host)).stream()
                .filter(AddressRule::isRefused)
                .findFirst();
    }

    /// For where somebody else resolves names.
    ///
    /// @param host as it stands in a URL
    /// @return true if it is an address, not a name, and no connection may be made to it
    public static boolean isRefusedLiteral(String host) {
        try {
            return isRefused(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// `0.0.0.0/8`, by which some systems reach themselves.
    private static boolean isThisNetwork(byte[] address) {
        return address.length == 4 && address[0] == 0;
    }

    private static Optional<InetAddress> translated(byte[] address) {
        if (address.length != 16 || !Arrays.equals(Arrays.copyOf(address, TRANSLATED.length), TRANSLATED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(address, 12, 16)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
