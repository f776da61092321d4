package io.pilothouse.wire.codec;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.explain.Answer;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.proto.v1.LiveText;
import io.pilothouse.proto.v1.ObjectFacts;
import io.pilothouse.proto.v1.PlanSummary;
import io.pilothouse.proto.v1.PlannedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What agents answer, cut into parts for the wire and put together again.
public final class Answers {
    /// A part is closed before it grows larger than this, in bytes; one more object never makes it 256 KiB.
    static final int PART_BYTES = 128 << 10;

    /// Characters of a text in one part; at most three bytes each.
    static final int TEXT_CHARS = 64 << 10;

    private Answers() {}

    /// @return the parts, at least one, in the order they are sent
    public static List<Explanation> toParts(Answer answer) {
        List<Explanation> parts = new ArrayList<>();
        switch (answer) {
            case PlanReport plan -> {
                parts.add(Explanation.newBuilder().setPlan(summary(plan)).build());
                addObjects(parts, plan.objects());
            }
            case ObjectReport object -> {
                parts.add(Explanation.newBuilder().setFacts(facts(object)).build());
                addObjects(parts, object.planned().stream().toList());
                addText(parts, object.live());
            }
        }
        return parts;
    }

    private static PlanSummary summary(PlanReport plan) {
        return PlanSummary.newBuilder()
                .setRevision(plan.revision().id())
                .setAppliedRevision(plan.applied().id())
                .setHash(plan.hash())
                .setWaiting(plan.waiting())
                .setUntried(plan.untried())
                .setAt(Values.toProto(plan.at()))
                .build();
    }

    private static void addObjects(List<Explanation> parts, List<PlannedObject> objects) {
        PlannedObjects.Builder part = PlannedObjects.newBuilder();
        int bytes = 0;
        for (PlannedObject object : objects) {
            var proto = PlannedObjectCodec.toProto(object);
            if (bytes > 0 && bytes + proto.getSerializedSize() > PART_BYTES) {
                parts.add(Explanation.newBuilder().setObjects(part).build());
                part = PlannedObjects.newBuilder();
                bytes = 0;
            }
            part.addObjects(proto);
            bytes += proto.getSerializedSize();
        }
        if (part.getObjectsCount() > 0) {
            parts.add(Explanation.newBuilder().setObjects(part).build());
        }
    }

    private static void addText(List<Explanation> parts, String text) {
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + TEXT_CHARS, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--; // half a character cannot be sent
            }
            parts.add(Explanation.newBuilder()
                    .setLive(LiveText.newBuilder().setText(text.substring(from, to)))
                    .build());
            from = to;
        }
    }

    private static ObjectFacts facts(ObjectReport object) {
        ObjectFacts.Builder proto = ObjectFacts.newBuilder()
                .setObject(Values.toProto(object.object()))
                .addAllNotes(object.notes());
        object.events().forEach(event -> proto.addEvents(EvidenceCodec.toProto(event)));
        object.log().ifPresent(log -> proto.setLog(EvidenceCodec.toProto(log)));
        return proto.build();
    }

    /// Puts an answer together again.
    ///
    /// @param application which application was asked about
    /// @param parts all parts, in the order they came
    public static Answer fromParts(ApplicationKey application, List<Explanation> parts) {
        if (parts.isEmpty()) {
            throw new MalformedMessageException("an answer has no parts");
        }
        List<PlannedObject> objects = new ArrayList<>();
        StringBuilder live = new StringBuilder();
        for (Explanation part : parts.subList(1, parts.size())) {
            switch (part.getPartCase()) {
                case OBJECTS ->
                    part.getObjects()
                            .getObjectsList()
                            .forEach(object -> objects.add(PlannedObjectCodec.fromProto(object)));
                case LIVE -> live.append(part.getLive().getText());
                case PLAN, FACTS -> throw new MalformedMessageException("an answer begins twice");
                // A newer agent may say more than this version understands.
                case PART_NOT_SET -> {}
            }
        }
        Explanation first = parts.getFirst();
        return switch (first.getPartCase()) {
            case PLAN -> plan(application, first.getPlan(), objects);
            case FACTS -> object(application, first.getFacts(), objects, live.toString());
            case OBJECTS, LIVE, PART_NOT_SET ->
                throw new MalformedMessageException("an answer does not begin with what it is");
        };
    }

    private static PlanReport plan(ApplicationKey application, PlanSummary proto, List<PlannedObject> objects) {
        return new PlanReport(
                application,
                Values.revision(proto.getRevision(), "revision"),
                Values.revision(proto.getAppliedRevision(), "applied_revision"),
                proto.getHash(),
                proto.getWaiting(),
                proto.getUntried(),
                Values.fromProto(proto.getAt(), "at"),
                objects);
    }

    private static ObjectReport object(
            ApplicationKey application, ObjectFacts proto, List<PlannedObject> objects, String live) {
        return new ObjectReport(
                application,
                Values.fromProto(proto.getObject()),
                live,
                objects.stream().findFirst(),
                proto.getEventsList().stream().map(EvidenceCodec::fromProto).toList(),
                proto.hasLog() ? Optional.of(EvidenceCodec.fromProto(proto.getLog())) : Optional.empty(),
                proto.getNotesList());
    }
}
