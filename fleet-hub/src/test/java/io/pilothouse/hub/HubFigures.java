package io.pilothouse.hub;

import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.wire.tls.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Measures a hub that runs in a process of its own; not a test. Arguments: the hub's data folder, its port, its
/// process
/// id, then `ingest AGENTS BATCH SECONDS` or `idle AGENTS`.
final class HubFigures {
    private HubFigures() {}

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        InetSocketAddress hub = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        String pid = args[2];
        int agents = Integer.parseInt(args[4]);
        switch (args[3]) {
            case "ingest" -> ingest(data, hub, pid, agents, Integer.parseInt(args[5]), Integer.parseInt(args[6]));
            case "idle" -> idle(data, hub, pid, agents);
            default -> throw new IllegalArgumentException(args[3]);
        }
        System.exit(0);
    }

    /// Lets time pass: what is measured is what happens in it.
    private static void pass(int seconds) throws InterruptedException {
        if (new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    private static Identity identity(Path data, String name) throws IOException {
        Path out = Files.createTempDirectory("figures").resolve(name);
        return Issuing.agent(data, name, out);
    }

    private static void ingest(Path data, InetSocketAddress hub, String pid, int count, int size, int seconds)
            throws Exception {
        AtomicLong durable = new AtomicLong();
        AtomicLong acks = new AtomicLong();
        CountDownLatch ready = new CountDownLatch(count);
        long[] until = {Long.MAX_VALUE};
        String run = Long.toString(System.nanoTime(), 36);
        for (int i = 0; i < count; i++) {
            String name = "load-" + i;
            Identity identity = identity(data, name);
            Thread.ofVirtual().start(() -> {
                try (TestAgent agent = new TestAgent(hub, identity, name)) {
                    long after = agent.hello("epoch-" + run, 1, 1).getAckedSequence();
                    ready.countDown();
                    while (System.nanoTime() < until[0]) {
                        List<Sequenced> batch = new ArrayList<>(size);
                        for (int k = 1; k <= size; k++) {
                            AgentReport report = Samples.application(name, "app-" + k % 20);
                            batch.add(new Sequenced(after + k, report));
                        }
                        agent.send(batch);
                        after = agent.awaitAck();
                        durable.addAndGet(size);
                        acks.incrementAndGet();
                    }
                }
            });
        }
        ready.await();
        pass(3);
        long from = durable.get();
        long acksFrom = acks.get();
        long cpuFrom = cpuTicks(pid);
        long begin = System.nanoTime();
        pass(seconds);
        double took = (System.nanoTime() - begin) / 1e9;
        long reports = durable.get() - from;
        System.out.printf(
                "ingest agents=%d batch=%d: %.0f reports/s durable, mean round trip %.1f ms, hub cpu %.2f cores, rss"
                        + " %d MB%n",
                count,
                size,
                reports / took,
                count * took * 1_000 / (acks.get() - acksFrom),
                (cpuTicks(pid) - cpuFrom) / 100.0 / took,
                rss(pid));
    }

    private static void idle(Path data, InetSocketAddress hub, String pid, int count) throws Exception {
        long before = rss(pid);
        List<TestAgent> agents = new ArrayList<>();
        Identity[] identities = new Identity[count];
        for (int i = 0; i < count; i++) {
            identities[i] = identity(data, "idle-" + i);
        }
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            TestAgent agent = new TestAgent(hub, identities[i], "idle-" + i);
            agent.hello("epoch", 0, 0);
            agents.add(agent);
        }
        double took = (System.nanoTime() - begin) / 1e9;
        long connected = rss(pid);
        heap(pid);
        long cpuFrom = cpuTicks(pid);
        pass(20);
        System.out.printf(
                "idle agents=%d: connected one after the other in %.1f s, rss %d -> %d MB (%d after gc), idle cpu %.1f"
                        + " millicores%n",
                agents.size(), took, before, connected, rss(pid), (cpuTicks(pid) - cpuFrom) * 10.0 / 20);
        heap(pid);
    }

    private static void heap(String pid) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, pid, "GC.run").start().waitFor();
        new ProcessBuilder(jcmd, pid, "GC.heap_info").inheritIO().start().waitFor();
    }

    private static long rss(String pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
                .findFirst()
                .orElse(0);
    }

    private static long cpuTicks(String pid) throws IOException {
        String[] fields = Files.readString(Path.of("/proc", pid, "stat")).split(" ", -1);
        return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
}
