package io.pilothouse.hub.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;

/// Says in a few words why the disk or the database failed.
final class Reasons {
    private Reasons() {}

    static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException ignored -> "access denied";
            case FileAlreadyExistsException ignored -> "a file of that name is in the way";
            case NoSuchFileException missing -> missing.getFile() + " is missing";
            default -> {
                String message = String.valueOf(e.getMessage());
                yield message.toLowerCase(Locale.ROOT).contains("no space") ? "the disk is full" : firstLine(message);
            }
        };
    }

    static String of(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io && of(io).equals("the disk is full")) {
                return "the disk is full: free some space and it goes on by itself";
            }
        }
        return firstLine(String.valueOf(e.getMessage()));
    }

    /// H2 appends the statement and its own version after the first line.
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        int statement = line.indexOf("; SQL statement:");
        return statement < 0 ? line : line.substring(0, statement);
    }
}
