package io.pilothouse.repository.helm.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Helm, in this process. Loaded at the first rendering, because it costs 80 MB that most programs of ours never need.
///
/// Renders one chart at a time, each for a limited time. A native call cannot be interrupted, so one that takes longer
/// goes on in its thread, and until it ends every other chart is answered with [Answer.Busy]. What a template may
/// allocate cannot be limited either, short of ending the process: see `Attempts` for what happens after that.
public final class HelmEngine {
    /// How long one rendering may take.
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    /// How large its output may be.
    public static final long OUTPUT_LIMIT = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HelmEngine.class);

    /// The library swaps the process's standard output for the time of a call, so two calls must not overlap.
    private static final Object ONE_CALL = new Object();

    private final Path folder;
    private final Duration timeLimit;
    private final Attempts attempts;
    private Optional<FutureTask<Answer>> current = Optional.empty();
    private Optional<NativeHelm> library = Optional.empty();
    private Optional<String> unavailable = Optional.empty();

    /// @param folder for what has to stand on disk while a chart is rendered; nothing else may use it
    public static HelmEngine in(Path folder) {
        return new HelmEngine(folder, TIME_LIMIT, InstantSource.system());
    }

    HelmEngine(Path folder, Duration timeLimit, InstantSource time) {
        this.folder = folder;
        this.timeLimit = timeLimit;
        this.attempts = new Attempts(folder.resolve("attempts"), time);
        try {
            // what a killed program left
            PrivateFolder.remove(folder.resolve("charts"));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", folder).log("Old charts cannot be removed");
        }
    }

    /// @return a new folder for one chart
    public PrivateFolder room() throws IOException {
        PrivateFolder.at(folder);
        return PrivateFolder.at(folder.resolve("charts")).fresh("chart-");
    }

    /// Renders a chart: waits for the one before, then for this one, and never longer than the limit for each.
    public synchronized Answer render(Render chart) throws IOException {
        if (current.isPresent() && !current.get().isDone()) {
            return new Answer.Busy();
        }
        if (unavailable.isPresent()) {
            return new Answer.Unavailable(unavailable.get());
        }
        PrivateFolder.at(folder);
        if (!attempts.begin(chart.key())) {
            return new Answer.Banned();
        }
        FutureTask<Answer> task = new FutureTask<>(() -> call(chart));
        current = Optional.of(task);
        // a platform thread: native code would pin a virtual one's carrier, of which there may be a single one
        Thread.ofPlatform().daemon().name("helm").start(task);
        Answer answer = await(task);
        if (!(answer instanceof Answer.TooSlow)) {
            attempts.end(chart.key());
        }
        return answer;
    }

    private Answer await(FutureTask<Answer> task) {
        long deadline = System.nanoTime() + timeLimit.toNanos();
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // an answer is near, and nobody could use half a rendering
                    wasInterrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return new Answer.TooSlow(timeLimit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Helm's engine failed", e.getCause());
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Answer call(Render chart) {
        try {
            NativeHelm helm = library();
            synchronized (ONE_CALL) {
                OurSignals signals = OurSignals.note();
                NativeHelm.Result result = helm.Install(Options.of(chart));
                signals.restore();
                try {
                    return read(result);
                } finally {
                    helm.Free(result);
                }
            }
        } catch (UnavailableEngineException e) {
            LOG.atWarn().setCause(e).log("Helm's engine cannot be loaded");
            unavailable = Optional.of(e.why());
            return new Answer.Unavailable(e.why());
        }
    }

    private NativeHelm library() throws UnavailableEngineException {
        if (library.isEmpty()) {
            try (PrivateFolder room = PrivateFolder.at(folder.resolve("library"))) {
                library = Optional.of(LibraryFile.load(room.path()));
            } catch (IOException e) {
                throw new UnavailableEngineException("it cannot be unpacked into " + folder, e);
            } catch (LinkageError e) {
                throw new UnavailableEngineException("the bridge to native code cannot be loaded", e);
            }
        }
        return library.get();
    }

    private static Answer read(NativeHelm.Result result) {
        long bytes = Math.max(length(result.out), length(result.err));
        if (bytes > OUTPUT_LIMIT) {
            return new Answer.TooLarge(bytes, OUTPUT_LIMIT);
        }
        String message = text(result.err).strip();
        return message.isEmpty() ? new Answer.Rendered(text(result.out)) : new Answer.Refused(message);
    }

    private static long length(Pointer text) {
        return Pointer.nativeValue(text) == 0 ? 0 : text.indexOf(0, (byte) 0);
    }

    private static String text(Pointer text) {
        return Pointer.nativeValue(text) == 0 ? "" : text.getString(0, "UTF-8");
    }
}
