package io.pilothouse.bench.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Processor time as the kernel counts it: user and system time of this process, and of the programs it started and
/// waited for. Where there is no `/proc`, times are zero and the report says so.
public final class ProcStat {
    private static final Path SELF = Path.of("/proc/self/stat");
    /// `USER_HZ`: what the kernel shows to programs, on every platform that Linux runs Java on.
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER = 11;
    private static final int CHILDREN_USER = 13;

    private ProcStat() {}

    static boolean isThere() {
        return Files.isReadable(SELF);
    }

    /// @return seconds so far
    public static double seconds(Side.Payer payer) {
        try {
            return seconds(Files.readString(SELF), payer);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + SELF, e);
        }
    }

    /// @return seconds of user and system time of another process so far; 0 where it cannot be known
    public static double seconds(long pid) {
        try {
            return seconds(Files.readString(Path.of("/proc/" + pid + "/stat")), Side.Payer.THIS_PROCESS);
        } catch (IOException e) {
            return 0;
        }
    }

    /// @param stat text of `/proc/PID/stat`; the program's name in it may hold spaces and brackets
    static double seconds(String stat, Side.Payer payer) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        int first = switch (payer) {
            case THIS_PROCESS -> USER;
            case ITS_CHILDREN -> CHILDREN_USER;
        };
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }

    /// @return mebibytes of memory that a process occupies, empty where that cannot be known
    public static Optional<Double> residentMebibytes(long pid) {
        return mebibytes(pid, "VmRSS:");
    }

    /// @return the most that it ever occupied
    public static Optional<Double> peakMebibytes(long pid) {
        return mebibytes(pid, "VmHWM:");
    }

    private static Optional<Double> mebibytes(long pid, String field) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
