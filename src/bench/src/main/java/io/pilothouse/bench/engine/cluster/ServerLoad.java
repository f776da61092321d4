package io.pilothouse.bench.engine.cluster;

import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.testkit.cluster.ControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the control plane has had to do: the processor time of the API server and etcd, and how many requests.
public final class ServerLoad {
    private static final Pattern COUNT = Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    /// Everything that an agent of a slice may ask for.
    private static final List<String> RESOURCES =
            List.of("configmaps", "secrets", "serviceaccounts", "services", "deployments", "ingresses", "namespaces");

    /// Deletions are the namespace controller's, which clears what went before.
    private static final List<String> WRITES = List.of("APPLY", "POST", "PUT", "PATCH");

    private static final List<String> READS = List.of("GET", "LIST");
    private static final double QUIET = 0.08;
    private static final int LONGEST_WAIT = 20_000;
    private static final int LOOK = 500;

    private final List<Long> servers;
    private final List<Long> all;
    private final Api api;

    public ServerLoad(ControlPlane plane, Api api) {
        this.servers = plane.processes().entrySet().stream()
                .filter(server -> !server.getKey().equals("kube-controller-manager"))
                .map(server -> server.getValue().pid())
                .toList();
        this.all = plane.processes().values().stream().map(ProcessHandle::pid).toList();
        this.api = api;
    }

    public double cpuSeconds() {
        return servers.stream().mapToDouble(ProcStat::seconds).sum();
    }

    /// @return how many requests for objects of an agent's kinds were answered so far, writes and reads
    public long requests() throws IOException, InterruptedException {
        return writes() + reads();
    }

    public long writes() throws IOException, InterruptedException {
        return requests(WRITES);
    }

    public long reads() throws IOException, InterruptedException {
        return requests(READS);
    }

    /// Requests for a status are not counted: such are the controllers' own.
    ///
    /// @param verbs as the API server's metrics name them, such as `APPLY`; a watch counts when it ends
    private long requests(List<String> verbs) throws IOException, InterruptedException {
        long sum = 0;
        for (String line : api.text("/metrics").split("\n", -1)) {
            Matcher matcher = COUNT.matcher(line);
            if (matcher.matches()
                    && label(matcher.group(1), "subresource").isEmpty()
                    && RESOURCES.contains(label(matcher.group(1), "resource"))
                    && verbs.contains(label(matcher.group(1), "verb"))) {
                sum += (long) Double.parseDouble(matcher.group(2));
            }
        }
        return sum;
    }

    private static String label(String labels, String name) {
        Matcher matcher = LABEL.matcher(labels);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        return "";
    }

    /// Waits until the controllers have done what the last work gave them to do.
    public void awaitQuiet() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT * 1_000_000L;
        double before = everything();
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK);
            double now = everything();
            if ((now - before) * 1_000 / LOOK < QUIET) {
                return;
            }
            before = now;
        }
    }

    private double everything() {
        return all.stream().mapToDouble(ProcStat::seconds).sum();
    }
}
