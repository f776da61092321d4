package io.pilothouse.wire.codec;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.explain.Question.Aspect;
import io.pilothouse.proto.v1.ObjectQuestion;
import io.pilothouse.proto.v1.PlanQuestion;
import java.util.EnumSet;
import java.util.Set;

/// What is asked of an agent.
public final class Questions {
    private Questions() {}

    public static io.pilothouse.proto.v1.Question toProto(Question question) {
        var proto = io.pilothouse.proto.v1.Question.newBuilder().setApplication(Values.toProto(question.application()));
        switch (question) {
            case Question.Plan plan ->
                proto.setPlan(
                        PlanQuestion.newBuilder().setRevision(plan.revision().id()));
            case Question.OneObject one ->
                proto.setObject(ObjectQuestion.newBuilder()
                        .setObject(Values.toProto(one.object()))
                        .addAllAspects(one.aspects().stream()
                                .sorted()
                                .map(aspect -> io.pilothouse.proto.v1.Aspect.valueOf("ASPECT_" + aspect.name()))
                                .toList()));
        }
        return proto.build();
    }

    /// @param cluster whose agent it is for; another one in the question is an error
    public static Question fromProto(io.pilothouse.proto.v1.Question proto, String cluster) {
        ApplicationKey application = Values.fromProto(proto.getApplication(), cluster);
        return switch (proto.getAboutCase()) {
            case PLAN ->
                new Question.Plan(application, Values.revision(proto.getPlan().getRevision(), "revision"));
            case OBJECT ->
                new Question.OneObject(
                        application, Values.fromProto(proto.getObject().getObject()), aspects(proto.getObject()));
            case ABOUT_NOT_SET -> throw new MalformedMessageException("the question is not one this version knows");
        };
    }

    private static Set<Aspect> aspects(ObjectQuestion question) {
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        question.getAspectsList()
                .forEach(aspect -> aspects.add(
                        switch (aspect) {
                            case ASPECT_LIVE -> Aspect.LIVE;
                            case ASPECT_CHANGES -> Aspect.CHANGES;
                            case ASPECT_EVENTS -> Aspect.EVENTS;
                            case ASPECT_LOGS -> Aspect.LOGS;
                            case ASPECT_UNSPECIFIED, UNRECOGNIZED ->
                                throw new MalformedMessageException(
                                        "what is asked of an object is not a thing this version knows");
                        }));
        return aspects;
    }
}
