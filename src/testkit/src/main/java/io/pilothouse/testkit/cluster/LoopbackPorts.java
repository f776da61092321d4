package io.pilothouse.testkit.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Free ports on loopback, for programs that cannot choose one themselves and must get the same one back after a
/// restart. They lie below the range from which systems give ports to outgoing connections, so that none of those takes
/// a port while its server is down. Another program may still be quicker; whoever starts a server tries again then.
final class LoopbackPorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private LoopbackPorts() {}

    static int[] free(int count, RandomGenerator random) {
        Set<Integer> found = new HashSet<>();
        while (found.size() < count) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
