package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Plot;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.cluster.Truth;
import io.pilothouse.bench.engine.program.Kubectl;
import io.pilothouse.bench.engine.raw.RawChange;
import io.pilothouse.bench.frame.Comparison;
import io.pilothouse.bench.frame.Goal;
import io.pilothouse.bench.frame.Measure;
import io.pilothouse.bench.frame.Pair;
import io.pilothouse.bench.frame.ProcStat;
import io.pilothouse.bench.frame.Program;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.frame.Side;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// G1: from a commit that is on the Git server to its one changed object live, as a third party sees it. Ours is told
/// by the hub, which the Git server told.
final class OneChange {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Bed bed;
    private final Session session;
    private int images = 1;

    OneChange(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// @return seconds that ours took in each pair
    List<Double> measure(Slice slice, String size, int number) throws Exception {
        Path place = bed.folder().resolve(bed.name("clone"));
        try (RawChange line = new RawChange(
                bed.api(),
                bed.git(),
                Slice.name(slice.theirs()),
                place,
                SliceRepository.folder(slice.theirs().namespace()),
                slice.theirs().namespace())) {
            Following ours = new Following(slice.ours(), slice.repository(), slice) {
                @Override
                void follow(SliceRepository repository) throws Exception {
                    bed.hub().announce(repository.head());
                }

                @Override
                public double cpuSeconds() {
                    return slice.agent().cpuSeconds();
                }
            };
            Side raw = new Following(slice.theirs(), slice.other(), slice) {
                @Override
                void follow(SliceRepository repository) throws Exception {
                    line.follow();
                }
            };
            List<Pair> pairs = session.compare(
                    Comparison.of("G1 one change of " + size, ours, "fetch, tree diff, one PATCH", raw)
                            .goal(Goal.atMost(1.5, Measure.WALL)),
                    number);
            String truth = ours.truth();
            if (!truth.equals(Truth.RIGHT)) {
                session.fail("G1 one change of " + size, "afterwards " + truth);
            }
            return pairs.stream().map(pair -> pair.ours().wall()).toList();
        }
    }

    /// The same against what people do by hand: fetch, and apply the whole slice.
    void byHand(Slice slice, String size, int pairs) throws Exception {
        Path work = bed.folder().resolve(bed.name("work"));
        String url = bed.git().url(Slice.name(slice.theirs()));
        bed.git()
                .git("clone", "--quiet", "--branch", "main", url, work.toString())
                .output();
        Side ours = new Following(slice.ours(), slice.repository(), slice) {
            @Override
            void follow(SliceRepository repository) throws Exception {
                bed.hub().announce(repository.head());
            }

            @Override
            public double cpuSeconds() {
                return slice.agent().cpuSeconds();
            }
        };
        Program fetch = bed.git().git("-C", work.toString(), "fetch", "--quiet", url, "main");
        Program checkout = Program.of("git", "-C", work.toString(), "reset", "--quiet", "--hard", "FETCH_HEAD");
        String namespace = slice.theirs().namespace();
        Program apply =
                Kubectl.apply(bed.plane().kubeconfig(), namespace, work.resolve(SliceRepository.folder(namespace)));
        Side kubectl = new Following(slice.theirs(), slice.other(), slice) {
            @Override
            void follow(SliceRepository repository) throws Exception {
                fetch.output();
                checkout.output();
                apply.output();
            }

            @Override
            public double cpuSeconds() {
                return ProcStat.seconds(Payer.ITS_CHILDREN);
            }
        };
        session.compare(
                Comparison.of("G1 one change of " + size, ours, "git fetch + kubectl apply of the slice", kubectl)
                        .cold()
                        .goal(Goal.atLeast(20, Measure.WALL)),
                pairs);
    }

    /// A commit is made before the clock runs; what is timed is what happens from then on.
    private abstract class Following implements Side {
        private final Plot plot;
        private final SliceRepository repository;
        private final int applications;
        private final Map<Integer, Integer> released = new HashMap<>();
        private int image;

        Following(Plot plot, SliceRepository repository, Slice slice) {
            this.plot = plot;
            this.repository = repository;
            this.applications = slice.deployments();
        }

        abstract void follow(SliceRepository from) throws Exception;

        @Override
        public void prepare() {
            image = ++images;
            released.put(image % applications, image);
            repository.changeImage(image % applications, image);
        }

        @Override
        public Supplier<String> run() throws Exception {
            String name = ObjectSet.application(image % applications);
            follow(repository);
            bed.eye().awaitImage(plot.namespace(), name, ObjectSet.image(image), PATIENCE);
            ObjectSet one = new ObjectSet(List.of(ObjectSet.deployment(image % applications, image)));
            return () -> Truth.of(bed.api(), plot.namespace(), one);
        }

        @Override
        public double serverSeconds() {
            return bed.load().cpuSeconds();
        }

        /// @return whether the whole slice is as its repository says now
        String truth() {
            List<ObjectSet.Item> now = new ArrayList<>();
            for (ObjectSet.Item item : plot.objects().items()) {
                boolean isDeployment = item.kind().equals("Deployment");
                int number = isDeployment ? Integer.parseInt(item.name().replaceAll("\\D", "")) : -1;
                now.add(
                        released.containsKey(number)
                                ? ObjectSet.deployment(number, released.getOrDefault(number, 1))
                                : item);
            }
            return Truth.of(bed.api(), plot.namespace(), new ObjectSet(now));
        }
    }
}
