package io.pilothouse.repository.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "0.1.2.3",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "224.0.0.1",
                "ff02::1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254"
            })
    void refusesAddressesThatNoServerOfOursHas(String address) {
        assertThat(AddressRule.isRefused(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.3.4",
                "192.168.1.1",
                "100.64.0.1",
                "140.82.121.3",
                "fd00::1",
                "2001:db8::1",
                "64:ff9b::8c52:7903"
            })
    void allowsPrivateNetworksAndTheRest(String address) {
        assertThat(AddressRule.isRefused(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void resolvesANameAndRefusesItForAnyOfItsAddresses() throws Exception {
        assertThat(AddressRule.refused("localhost"))
                .hasValueSatisfying(
                        address -> assertThat(address.isLoopbackAddress()).isTrue());
        assertThat(AddressRule.refused("10.1.2.3")).isEmpty();
        assertThat(AddressRule.refused("[fe80::1]")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:169.254.169.254]", "169.254.169.254"})
    void knowsARefusedAddressWithoutAskingDns(String host) {
        assertThat(AddressRule.isRefusedLiteral(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "git.example.org", "10.0.0.1", "[2001:db8::1]", ""})
    void leavesNamesToWhoeverResolvesThem(String host) {
        assertThat(AddressRule.isRefusedLiteral(host)).isFalse();
    }
}
