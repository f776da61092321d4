package io.pilothouse.agent.uplink;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.pilothouse.agent.journal.Journal;
import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.wire.channel.Backoff;
import io.pilothouse.wire.channel.HubChannel;
import io.pilothouse.wire.channel.Refusal;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The link to the hub. Takes reports at once and forever, whether or not a hub listens; keeps a stream open, or
/// tries to with growing pauses; gives orders on.
///
/// One thread owns the journal, the stream and the commands' memory. It is woken by a report, by gRPC, or by the
/// next thing that is due. Its queue is short by construction: a stream hands over one message at a time, a
/// command's end is one entry, and any number of reports are one.
public final class Uplink implements ReportSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final long STABLE_AFTER = Duration.ofSeconds(10).toNanos();

    private final UplinkSettings settings;
    private final CommandMemory memory;
    private final InstantSource clock;
    private final Pending pending = new Pending();
    private final Outbox outbox;
    private final SignalCourier courier;
    private final Journal journal;
    private final Backoff backoff;
    private final String incarnation;
    private final Throttle complaints = new Throttle(Duration.ofMinutes(1));
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    /// Not a virtual thread: it waits for the disk.
    private final Thread owner = Thread.ofPlatform().daemon().name("uplink").unstarted(this::own);

    private volatile LinkStatus status = LinkStatus.NONE;
    private volatile Instant certificateExpiry = Instant.MAX;
    private volatile boolean isClosing;
    private volatile String clusterUid = "";
    private @Nullable CommandDesk desk;
    private @Nullable Orders orders;
    private @Nullable HubStream stream;
    private long tryAt;

    /// @param journal closed by the uplink
    /// @param memory closed by the uplink
    /// @param incarnation identity of this process, a UUID
    public Uplink(
            UplinkSettings settings,
            Journal journal,
            CommandMemory memory,
            SignalFeed signals,
            String incarnation,
            InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
        this.journal = journal;
        this.outbox = new Outbox(pending, journal, System.nanoTime());
        this.courier = new SignalCourier(signals);
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random);
        this.incarnation = incarnation;
    }

    /// Begins to connect. Reports may come before.
    public void start(Orders takeOrders) {
        orders = takeOrders;
        desk = new CommandDesk(memory, takeOrders, this::report, tasks::add, clock);
        tryAt = System.nanoTime();
        owner.start();
    }

    @Override
    public void report(AgentReport report) {
        if (report instanceof AgentReport.Event(FleetEvent.ClusterReported cluster)) {
            clusterUid = cluster.status().clusterUid();
        }
        pending.add(report);
        wake();
    }

    /// @return how the link stands now
    public LinkStatus status() {
        return status;
    }

    /// @return share of the journal in use, from 0 to 1
    public double journalFill() {
        return journal.fill();
    }

    /// @return reports given up for lack of room
    public long dropped() {
        return journal.dropped() + pending.dropped();
    }

    /// @return when the certificate expires; [Instant#MAX] while none could be read
    public Instant certificateExpiry() {
        return certificateExpiry;
    }

    private void wake() {
        if (isWoken.compareAndSet(false, true)) {
            tasks.add(() -> isWoken.set(false));
        }
    }

    private void own() {
        CommandDesk commands = java.util.Objects.requireNonNull(desk);
        commands.recover(System.nanoTime());
        long wait = 0;
        while (!isClosing) {
            try {
                Runnable task = tasks.poll(wait, TimeUnit.NANOSECONDS);
                while (task != null) {
                    task.run();
                    task = tasks.poll();
                }
                wait = advance(commands, System.nanoTime());
            } catch (InterruptedException e) {
                isClosing = true;
            } catch (RuntimeException e) {
                LOG.error("The link to the hub failed by a defect of the agent and begins anew", e);
                wait = recover();
            }
        }
        end();
    }

    private long recover() {
        if (stream != null) {
            stream.fail("the agent failed");
        }
        return Duration.ofSeconds(1).toNanos();
    }

    private long advance(CommandDesk commands, long now) {
        long next = Math.min(outbox.advance(now), commands.advance(now));
        if (stream == null && now - tryAt >= 0) {
            connect(now);
        }
        if (stream == null) {
            return Math.min(next, Math.max(0, tryAt - now));
        }
        HubStream current = stream;
        boolean wasLive = status.isConnected();
        try {
            next = Math.min(next, current.advance(now));
        } catch (IOException e) {
            current.fail("the report journal cannot be read: " + e.getMessage());
        }
        if (current.isEnded()) {
            lost(current, now);
            return Math.min(next, Math.max(0, tryAt - now));
        }
        if (current.isLive()) {
            status = new LinkStatus(true, "", current.skew());
            if (!wasLive) {
                complaints.reset();
                LOG.atInfo().addKeyValue("hub", settings.hub()).log("Connected to the hub");
            }
        }
        return next;
    }

    private void connect(long now) {
        try {
            Identity identity = Identity.load(settings.identity(), clock.instant());
            certificateExpiry = identity.expiresAt();
            HubNames.check(identity, settings);
            ManagedChannel channel = HubChannel.open(settings.hub(), identity);
            var streamOwner = new HubStream.Owner(
                    settings,
                    outbox,
                    courier,
                    java.util.Objects.requireNonNull(desk),
                    java.util.Objects.requireNonNull(orders),
                    clock,
                    tasks::add,
                    this::wake);
            stream = HubStream.open(streamOwner, channel, incarnation, clusterUid, now);
        } catch (IdentityException e) {
            retryLater(String.valueOf(e.getMessage()), now);
        }
    }

    private void lost(HubStream ended, long now) {
        Status why = ended.ended();
        boolean isReplaced = why.getCode() == Status.Code.ABORTED;
        if (ended.liveFor(now) > STABLE_AFTER && !isReplaced) {
            backoff.reset();
        }
        stream = null;
        // Our own reasons need no translation.
        boolean isOurs = why.getCode() == Status.Code.CANCELLED && why.getDescription() != null;
        retryLater(
                isOurs ? String.valueOf(why.getDescription()) : Refusal.sentence(why.asException(), settings.hub()),
                now);
    }

    private void retryLater(String why, long now) {
        boolean wasConnected = status.isConnected();
        Duration pause = backoff.next();
        tryAt = now + pause.toNanos();
        status = new LinkStatus(false, why, status.skew());
        if (complaints.isDue(now) || wasConnected) {
            LOG.atWarn()
                    .addKeyValue("hub", settings.hub())
                    .addKeyValue("nextTry", pause.toMillis() + "ms")
                    .log("{}: {}", wasConnected ? "Lost the hub" : "No hub", why);
        }
    }

    private void end() {
        if (stream != null) {
            stream.close();
        }
        try {
            outbox.close();
            memory.close();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("why", e.getMessage())
                    .log("The report journal could not be closed; it is whole all the same");
        }
    }

    /// Ends the stream and closes the journal. What was reported is on disk afterwards.
    @Override
    public void close() {
        isClosing = true;
        wake();
        try {
            if (owner.getState() == Thread.State.NEW) {
                end();
            } else {
                owner.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
