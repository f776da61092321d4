package io.pilothouse.hub.store;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.hub.ledger.AgentPosition;
import io.pilothouse.hub.ledger.Commit;
import io.pilothouse.hub.ledger.Commit.DetailChange;
import io.pilothouse.hub.ledger.StoreException;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Reports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A commit as bytes, for the journal: the same content that goes into the tables.
final class CommitCodec {
    private static final int OBJECTS = 1;
    private static final int RETAIN = 2;

    private CommitCodec() {}

    /// A commit and its number: the database counts them, so that a replay begins where it ends.
    record Numbered(long number, Commit commit) {}

    static byte[] encode(Numbered numbered) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Commit commit = numbered.commit();
            out.writeLong(numbered.number());
            out.writeLong(commit.at().toEpochMilli());
            out.writeInt(commit.events().size());
            for (Recorded recorded : commit.events()) {
                out.writeLong(recorded.sequence());
                out.writeLong(recorded.at().toEpochMilli());
                out.writeUTF(recorded.event().cluster());
                write(out, Events.encode(recorded.event()));
            }
            out.writeInt(commit.positions().size());
            for (Map.Entry<String, AgentPosition> position : commit.positions().entrySet()) {
                out.writeUTF(position.getKey());
                out.writeUTF(position.getValue().epoch());
                out.writeLong(position.getValue().acked());
            }
            out.writeInt(commit.details().size());
            for (DetailChange change : commit.details()) {
                write(out, change);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, DetailChange change) throws IOException {
        switch (change) {
            case DetailChange.Objects objects -> {
                out.writeByte(OBJECTS);
                out.writeUTF(objects.report().application().cluster());
                write(out, Reports.encode(new Sequenced(1, objects.report())));
            }
            case DetailChange.Retain retain -> {
                out.writeByte(RETAIN);
                out.writeUTF(retain.cluster());
                write(out, Events.encode(new SliceReported(retain.cluster(), Revision.NONE, retain.applications())));
            }
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// @return an encoded commit's number
    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /// @throws StoreException if the bytes are not a commit, though their checksum is right
    static Numbered decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long number = in.readLong();
            Instant at = Instant.ofEpochMilli(in.readLong());
            List<Recorded> events = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                long sequence = in.readLong();
                Instant recordedAt = Instant.ofEpochMilli(in.readLong());
                String cluster = in.readUTF();
                byte[] event = read(in);
                events.add(new Recorded(
                        sequence, recordedAt, H2LedgerStore.readable(() -> Events.decode(cluster, event))));
            }
            Map<String, AgentPosition> positions = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                positions.put(in.readUTF(), new AgentPosition(in.readUTF(), in.readLong()));
            }
            List<DetailChange> details = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                details.add(change(in));
            }
            return new Numbered(number, new Commit(at, events, positions, details));
        } catch (IOException e) {
            throw new StoreException("the ledger's journal holds what this version cannot read", e);
        }
    }

    private static DetailChange change(DataInputStream in) throws IOException {
        int kind = in.readByte();
        String cluster = in.readUTF();
        byte[] body = read(in);
        if (kind == OBJECTS
                && H2LedgerStore.readable(() -> Reports.decode(cluster, body)).report()
                        instanceof AgentReport.Objects objects) {
            return new DetailChange.Objects(objects);
        }
        if (kind == RETAIN
                && H2LedgerStore.readable(() -> Events.decode(cluster, body)) instanceof SliceReported slice) {
            return new DetailChange.Retain(cluster, slice.applications());
        }
        throw new StoreException("the ledger's journal holds a kind of change that this version does not know");
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
