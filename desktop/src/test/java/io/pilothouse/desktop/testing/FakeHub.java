package io.pilothouse.desktop.testing;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A hub that answers at once what it was told to.
public final class FakeHub implements Hub {
    public final List<Command> commands = new ArrayList<>();
    public final Map<ApplicationKey, ApplicationDetail> details = new HashMap<>();
    public final Map<ApplicationKey, PlanReport> plans = new HashMap<>();
    public final Map<ApplicationKey, ApplicationWatcher> watchers = new HashMap<>();
    public Optional<String> refusal = Optional.empty();
    public Map<String, List<SignalMinute>> signals = new HashMap<>();
    public int signalQuestions;

    @Override
    public CompletableFuture<CommandState> run(Command command) {
        commands.add(command);
        return refusal.<CompletableFuture<CommandState>>map(
                        sentence -> CompletableFuture.failedFuture(new RefusedException(sentence)))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new CommandState(command, CommandPhase.ACCEPTED, "", FleetGen.NOW, FleetGen.NOW)));
    }

    @Override
    public CompletableFuture<PlanReport> plan(ApplicationKey application) {
        return Optional.ofNullable(plans.get(application))
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new RefusedException("the agent of " + application.cluster() + " is busy")));
    }

    @Override
    public CompletableFuture<DriftPage> drift(DriftQuery query) {
        return CompletableFuture.completedFuture(
                new DriftPage(query.application().map(FleetGen::history).orElse(List.of()), 0));
    }

    @Override
    public CompletableFuture<List<SignalMinute>> signals(String cluster, long fromMinute, long untilMinute) {
        signalQuestions++;
        return CompletableFuture.completedFuture(
                signals.getOrDefault(cluster, FleetGen.signals(fromMinute, untilMinute)));
    }

    @Override
    public Subscription watchApplication(ApplicationKey key, ApplicationWatcher watcher) {
        watchers.put(key, watcher);
        Optional.ofNullable(details.get(key)).ifPresent(watcher::changed);
        return () -> watchers.remove(key, watcher);
    }
}
