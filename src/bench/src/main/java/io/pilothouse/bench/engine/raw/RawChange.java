package io.pilothouse.bench.engine.raw;

import io.pilothouse.bench.engine.cluster.Api;
import io.pilothouse.bench.git.RunningServer;
import io.pilothouse.bench.workload.ObjectSet;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// The ceiling of one change, in a straight line: fetch, find the files that differ between two trees, send each as it
/// is. Connections to the Git server and the API server are kept.
public final class RawChange implements AutoCloseable {
    private static final String BRANCH = "refs/heads/main";

    private final Api api;
    private final String namespace;
    private final String folder;
    private final FileRepository clone;
    private final URIish upstream;
    private ObjectId known;

    /// @param folder of the repository whose files are sent
    public RawChange(Api api, RunningServer git, String repository, Path place, String folder, String namespace)
            throws Exception {
        this.api = api;
        this.namespace = namespace;
        this.folder = folder;
        HttpsURLConnection.setDefaultSSLSocketFactory(
                Api.trusting(git.authority()).getSocketFactory());
        this.upstream = new URIish(git.url(repository));
        this.clone = new FileRepository(place.toFile());
        clone.create(true);
        this.known = fetch();
    }

    /// Brings what the newest commit changed to the cluster.
    public void follow() throws Exception {
        ObjectId newest = fetch();
        try (ObjectReader reader = clone.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk trees = new TreeWalk(reader)) {
            trees.addTree(commits.parseTree(known));
            trees.addTree(commits.parseTree(newest));
            trees.setRecursive(true);
            trees.setFilter(AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF));
            while (trees.next()) {
                String text = new String(reader.open(trees.getObjectId(1)).getCachedBytes(), StandardCharsets.UTF_8);
                send(trees.getNameString(), text);
            }
        }
        known = newest;
    }

    private void send(String file, String yaml) throws IOException, InterruptedException {
        String[] name = file.replace(".yaml", "").split("-", 2);
        HttpRequest request =
                api.apply(ObjectSet.collection(name[0], namespace) + "/" + name[1], RawApply.MANAGER, yaml);
        api.send(request);
    }

    private ObjectId fetch() throws Exception {
        try (Transport transport = Transport.open(clone, upstream)) {
            transport.setCredentialsProvider(
                    new UsernamePasswordCredentialsProvider(RunningServer.USER, RunningServer.PASSWORD));
            Ref main = transport
                    .fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + BRANCH + ":" + BRANCH)))
                    .getAdvertisedRef(BRANCH);
            return Optional.ofNullable(main.getObjectId()).orElseThrow();
        }
    }

    @Override
    public void close() {
        clone.close();
    }
}
