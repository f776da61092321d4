package io.pilothouse.demo;

import io.pilothouse.demo.fleet.FleetSource;
import io.pilothouse.demo.fleet.Member;
import java.util.ArrayList;
import java.util.List;

/// What a person may try with the fleet that runs now.
final class NextSteps {
    private NextSteps() {}

    static List<String> of(DemoRun run, String launcher) {
        Member first = run.members().getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("Try:");
        switch (run.source()) {
            case FleetSource.Example example -> {
                lines.add("  git clone " + example.repository().directory() + " fleet");
                lines.add("  change replicas in fleet/app/clusters/" + first.name()
                        + "/shop/storefront/deployment.yaml, commit, push: it arrives by itself");
            }
            case FleetSource.Own own -> lines.add("  commit to " + own.url() + ": it arrives by itself");
        }
        lines.add("  change something by hand: it is shown and undone");
        for (Member member : run.members()) {
            lines.add("    kubectl " + member.kubectlOptions() + " get pods -A");
        }
        lines.add("  " + launcher + " desktop --hub " + run.hub().address() + " --identity "
                + run.hub().identity());
        lines.add("  http://" + run.hub().http() + "/metrics    logs, keys and data: " + run.path());
        lines.add("Ctrl-C stops everything and removes that folder.");
        return lines;
    }
}
