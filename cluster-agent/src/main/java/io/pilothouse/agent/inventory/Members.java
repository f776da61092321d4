package io.pilothouse.agent.inventory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Texts that are compressed each for itself and lie one after the other, which is a file that `gunzip` reads as one
/// (RFC 1952: a file is a series of members). So a document is put together without compressing again what did not
/// change.
final class Members {
    /// Magic number, method "deflate", no flags, no time, the fastest algorithm, no system.
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};

    private static final int TRAILER = 8;

    private Members() {}

    /// One of them.
    ///
    /// @param packed as it lies in the document
    /// @param text what it says
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Member(byte[] packed, byte[] text) {}

    /// @return the member that says so
    static byte[] pack(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + text.length / 4);
        out.writeBytes(HEADER);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(text);
            deflater.finish();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        out.writeBytes(trailer(text));
        return out.toByteArray();
    }

    private static byte[] trailer(byte[] text) {
        CRC32 checksum = new CRC32();
        checksum.update(text);
        return ByteBuffer.allocate(TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) checksum.getValue())
                .putInt(text.length)
                .array();
    }

    /// @return the document that consists of these members
    static byte[] join(Collection<byte[]> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                members.stream().mapToInt(one -> one.length).sum());
        members.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /// @throws IllegalArgumentException if it does not consist of whole members
    static List<Member> split(byte[] document) {
        List<Member> members = new ArrayList<>();
        int from = 0;
        while (from < document.length) {
            Member member = memberAt(document, from);
            members.add(member);
            from += member.packed().length;
        }
        return members;
    }

    private static Member memberAt(byte[] document, int from) {
        int body = from + HEADER.length;
        if (body > document.length || !Arrays.equals(HEADER, Arrays.copyOfRange(document, from, body))) {
            throw new IllegalArgumentException("no member begins at byte " + from);
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(document, body, document.length - body);
            ByteArrayOutputStream text = new ByteArrayOutputStream(4096);
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0 && !inflater.finished()) {
                    throw new IllegalArgumentException("cut off at byte " + document.length);
                }
                text.write(buffer, 0, length);
            }
            int end = body + (int) inflater.getBytesRead();
            if (end + TRAILER > document.length) {
                throw new IllegalArgumentException("cut off at byte " + document.length);
            }
            byte[] trailer = Arrays.copyOfRange(document, end, end + TRAILER);
            if (!Arrays.equals(trailer, trailer(text.toByteArray()))) {
                throw new IllegalArgumentException("the member at byte " + from + " was changed");
            }
            return new Member(Arrays.copyOfRange(document, from, end + TRAILER), text.toByteArray());
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("the member at byte " + from + " is no deflated text", e);
        } finally {
            inflater.end();
        }
    }
}
