package io.pilothouse.repository.tool;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The files of a new fleet repository. Small enough to be read in five minutes, and complete: what is written is what
/// an agent can follow.
final class NewRepository {
    private NewRepository() {}

    /// @param cluster the first cluster's name, if there is one already
    /// @param environment the first environment's name, if there is one
    /// @return contents by path
    static SequencedMap<String, String> files(Optional<String> cluster, Optional<String> environment) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        files.put("README.md", README.replace("@CLUSTER@", cluster.orElse("<cluster>")));
        files.put("CODEOWNERS", CODEOWNERS);
        files.put(
                "fleet/fleet.yaml",
                FLEET + environment.map(NewRepository::environments).orElse(""));
        cluster.ifPresent(name -> {
            files.put("fleet/clusters/" + name + ".yaml", cluster(environment));
            files.put("infra/clusters/" + name + "/namespaces.yaml", NAMESPACE);
            files.put("app/clusters/" + name + "/hello/greeting.yaml", GREETING);
        });
        return files;
    }

    private static final String README = """
        # Our fleet

        What runs in our clusters is what stands here. Each cluster has an agent of Pilothouse that follows this
        repository; nobody needs access to a cluster to deploy.

        ```
        fleet/                                     who is in the fleet
          fleet.yaml                                 environments and defaults
          clusters/<cluster>.yaml                    labels, environment, variables
          groups/<group>.yaml                        what all clusters with some labels get too
        infra/                                     the platform in each cluster; applied before app
          base/<component>/                          shared; applied by nobody until an application names it
          clusters/<cluster>/*.yaml                  application "cluster"
          clusters/<cluster>/<component>/            one application per folder
        app/                                       the workloads
          base/<app>/                                shared; likewise
          clusters/<cluster>/<namespace>/*.yaml      application named after the namespace
          clusters/<cluster>/<namespace>/<app>/      one application per folder, only objects of that namespace
        ```

        Before you merge:

        ```
        pilothouse repo lint                         everything that is wrong, for all clusters
        pilothouse repo diff --from main             what your change means, cluster by cluster
        pilothouse repo render --cluster @CLUSTER@   the objects that the agent would apply
        ```
        """;

    private static final String CODEOWNERS = """
        # Who may change what. The folder is the permission: below app/clusters/<cluster>/<namespace>/ nobody can
        # reach beyond that namespace.
        # /fleet/  @platform-team
        # /infra/  @platform-team
        # /app/    @application-teams
        """;

    private static final String FLEET = """
        # yaml-language-server: $schema=https://pilothouse.io/schemas/v1/fleet.json
        apiVersion: pilothouse.io/v1
        kind: Fleet
        spec:
          defaults:
            sync:
              mode: auto
              prune: true
              drift: reconcile
        """;

    private static final String NAMESPACE = """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: hello
        """;

    private static final String GREETING = """
        # Belongs to the namespace hello because of its folder.
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: greeting
        data:
          text: Hello from ${CLUSTER}
        """;

    private static String environments(String name) {
        return """
              environments:
                - name: %s
                  branch: main
            """.formatted(name).indent(0);
    }

    private static String cluster(Optional<String> environment) {
        return """
            apiVersion: pilothouse.io/v1
            kind: Cluster
            spec:
            %s  labels: {}
            """.formatted(
                        environment.map(name -> "  environment: " + name + "\n").orElse(""));
    }
}
