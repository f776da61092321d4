package io.pilothouse.demo.fleet;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlGate;
import io.pilothouse.testkit.git.BareRepository;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which branch each cluster of the example follows: that of its environment.
final class Branches {
    private final Map<String, String> files;
    private final SortedMap<String, String> byEnvironment = new TreeMap<>();

    /// @param files of the repository, by path
    Branches(Map<String, String> files) {
        this.files = files;
        for (Json environment : spec("fleet/fleet.yaml").items("environments")) {
            if (environment instanceof Json.Obj each) {
                each.text("name")
                        .ifPresent(name ->
                                byEnvironment.put(name, each.text("branch").orElse(BareRepository.MAIN)));
            }
        }
    }

    String of(String cluster) {
        return spec("fleet/clusters/" + cluster + ".yaml")
                .text("environment")
                .map(environment -> byEnvironment.getOrDefault(environment, BareRepository.MAIN))
                .orElse(BareRepository.MAIN);
    }

    /// @return those beside [BareRepository#MAIN]
    SortedSet<String> others() {
        SortedSet<String> others = new TreeSet<>(byEnvironment.values());
        others.remove(BareRepository.MAIN);
        return others;
    }

    private Json.Obj spec(String path) {
        String text = Optional.ofNullable(files.get(path)).orElse("");
        return YamlGate.parse(text.getBytes(StandardCharsets.UTF_8)).documents().stream()
                .map(YamlDocument::content)
                .filter(Json.Obj.class::isInstance)
                .map(content -> ((Json.Obj) content).object("spec"))
                .findFirst()
                .orElse(Json.Obj.EMPTY);
    }
}
