package io.pilothouse.bench.workload;

import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;

/// A fleet repository of any size, made from a seed: each cluster has 50 files, 48 of them the manifests of 12
/// applications in 3 namespaces. So a cluster's slice is the same however many clusters there are. The first commit is
/// written straight into a pack; further ones change what they are asked to.
public final class Fleet implements AutoCloseable {
    public static final int FILES_PER_CLUSTER = 50;
    public static final int NAMESPACES = 3;
    public static final int APPLICATIONS_PER_NAMESPACE = 4;
    public static final int APPLICATIONS = NAMESPACES * APPLICATIONS_PER_NAMESPACE;

    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-11-20T00:00:00Z"));

    private final BareRepository git;
    private final int clusters;
    private final SplittableRandom random;
    private int images;

    private Fleet(BareRepository git, int clusters, long seed) {
        this.git = git;
        this.clusters = clusters;
        this.random = new SplittableRandom(seed);
    }

    /// @param folder of the bare repository, which must not exist
    /// @param files how many the repository holds
    public static Fleet create(Path folder, int files, long seed) throws IOException {
        int clusters = Math.max(1, files / FILES_PER_CLUSTER);
        BareRepository git = BareRepository.create(folder, TIME);
        Fleet fleet = new Fleet(git, clusters, seed);
        fleet.writeFirstCommit(folder);
        return fleet;
    }

    /// @return name of the cluster with this number, from 0
    public static String cluster(int number) {
        return "cluster-%03d".formatted(number);
    }

    public int clusters() {
        return clusters;
    }

    public String head() {
        return git.head();
    }

    /// Changes the image of some applications of one cluster.
    ///
    /// @return the commit
    public String changeImages(int cluster, int applications) {
        Change change = Change.none();
        for (int number = 0; number < applications; number++) {
            String name = application(number);
            change = change.put(folder(cluster, number) + "/deployment.yaml", Podinfo.deployment(name, nextImage()));
        }
        return git.commit("Release " + images, change);
    }

    /// Never the same twice, so that every commit changes something.
    private int nextImage() {
        images++;
        return 1_000 * images + random.nextInt(1_000);
    }

    private void writeFirstCommit(Path folder) throws IOException {
        try (FileRepository repository = new FileRepository(folder.toFile());
                ObjectInserter pack = repository.getObjectDatabase().newPackInserter()) {
            DirCache tree = DirCache.newInCore();
            DirCacheBuilder files = tree.builder();
            for (int cluster = 0; cluster < clusters; cluster++) {
                addCluster(cluster, files, pack);
            }
            files.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.writeTree(pack));
            PersonIdent author = new PersonIdent("Fleet", "fleet@pilothouse.example", TIME.instant(), ZoneOffset.UTC);
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage("Begin\n");
            ObjectId id = pack.insert(commit);
            pack.flush();
            var update = repository.updateRef(Constants.R_HEADS + BareRepository.MAIN);
            update.setNewObjectId(id);
            update.update();
        }
    }

    private void addCluster(int cluster, DirCacheBuilder files, ObjectInserter pack) throws IOException {
        String name = cluster(cluster);
        add("fleet/clusters/" + name + ".yaml", """
            apiVersion: pilothouse.io/v1
            kind: Cluster
            spec:
              labels: {ring: "%d"}
            """.formatted(random.nextInt(5)), files, pack);
        StringBuilder namespaces = new StringBuilder();
        for (int number = 0; number < NAMESPACES; number++) {
            namespaces.append(
                    "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(namespace(number)));
        }
        add("infra/clusters/" + name + "/namespaces.yaml", namespaces.toString(), files, pack);
        for (int number = 0; number < APPLICATIONS; number++) {
            String application = application(number);
            String folder = folder(cluster, number);
            add(folder + "/deployment.yaml", Podinfo.deployment(application, random.nextInt(1_000)), files, pack);
            add(folder + "/ingress.yaml", Podinfo.ingress(application), files, pack);
            add(folder + "/service.yaml", Podinfo.service(application), files, pack);
            add(folder + "/service-account.yaml", Podinfo.serviceAccount(application), files, pack);
        }
    }

    private static void add(String path, String content, DirCacheBuilder files, ObjectInserter pack)
            throws IOException {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(pack.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8)));
        files.add(entry);
    }

    private static String folder(int cluster, int application) {
        return "app/clusters/" + cluster(cluster) + "/" + namespace(application / APPLICATIONS_PER_NAMESPACE) + "/"
                + application(application);
    }

    private static String namespace(int number) {
        return "team-" + number;
    }

    private static String application(int number) {
        return "podinfo-" + number;
    }

    @Override
    public void close() {
        git.close();
    }
}
