package io.pilothouse.demo.fleet;

import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.repository.git.FetchOutcome;
import io.pilothouse.repository.git.FleetClone;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.OversizedTreeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Looks which clusters the user's own repository describes.
public final class OwnRepository {
    private static final String FOLDER = "fleet/clusters";
    private static final String ENDING = ".yaml";
    private static final String NAME_THEM = "; or name the clusters to start with --contexts";

    private OwnRepository() {}

    /// @param url any URL that an agent could fetch without credentials, and `file:` ones
    /// @param branch the branch the agents will follow
    /// @param folder where it may be cloned to
    /// @return the names of all clusters, sorted
    public static List<String> clusters(String url, String branch, Path folder) {
        GitSettings settings = GitSettings.of(url, branch, folder).withLocalAllowed();
        try (FleetClone clone = FleetClone.of(settings)) {
            return switch (clone.fetch()) {
                case FetchOutcome.Failed failed -> throw new DemoFailure(failed.message() + NAME_THEM);
                case FetchOutcome.Fetched fetched -> clusters(clone, fetched, url);
            };
        }
    }

    private static List<String> clusters(FleetClone clone, FetchOutcome.Fetched fetched, String url) {
        try {
            List<String> names = clone.read(fetched.revision(), tree -> tree.children(FOLDER)).stream()
                    .map(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new DemoFailure(url + " describes no cluster: " + FOLDER + " of branch " + fetched.branch()
                        + " holds no file that ends in " + ENDING + "; add fleet/clusters/<cluster>.yaml" + NAME_THEM);
            }
            return names;
        } catch (DamagedTreeException | OversizedTreeException e) {
            throw new DemoFailure(url + " cannot be read: " + Objects.toString(e.getMessage()), e);
        }
    }
}
