package dev.gatehouse.permissions;

import dev.gatehouse.access.Explanation;
import dev.gatehouse.access.Grant;
import dev.gatehouse.access.Place;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** "Why?" for programs (ROL-6): docs/integrator/permissions.md. */
@RestController
class WhyApi {

    /** The answer; {@code through} is empty where no grant allows it. */
    record Answer(
            String member,
            String permission,
            PlaceJson scope,
            boolean allowed,
            String reason,
            List<GrantJson> through) {}

    /** A place; {@code within} is the name of a repository's hub. */
    record PlaceJson(
            String id, String kind, String name, @Nullable String within, boolean archived) {}

    /** A role by its id; predefined ones have a key, the others a name. */
    record RoleJson(
            String id, @Nullable String key, @Nullable String name) {}

    /** A team by its id and name. */
    record TeamJson(String id, String name) {}

    /** A grant; without a team the member holds it themself. */
    record GrantJson(
            String id,
            RoleJson role,
            PlaceJson scope,
            @Nullable TeamJson team,
            @Nullable String givenBy,
            Instant givenAt,
            @Nullable Instant expiresAt) {}

    private final Why why;
    private final Texts texts;

    WhyApi(Why why, Texts texts) {
        this.why = why;
        this.texts = texts;
    }

    @GetMapping(
            path = "/api/v1/organizations/{slug}/members/{id}/permissions/{key}",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Answer why(
            Actor actor,
            @PathVariable String id,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String scope) {
        var member = MemberId.parse(id);
        var at = scope == null ? ScopeId.of(actor.organization()) : ScopeId.parse(scope);
        return answer(member, why.explain(actor, member, key, at));
    }

    /** RFC 9457, in English: programs read it, and people who debug them. */
    @ExceptionHandler(Refusal.class)
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        var status =
                switch (refusal.kind()) {
                    case RULE -> HttpStatus.CONFLICT;
                    case INPUT -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case FORBIDDEN -> HttpStatus.FORBIDDEN;
                    case NOT_FOUND -> HttpStatus.NOT_FOUND;
                    case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
                    case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                };
        var problem = ProblemDetail.forStatusAndDetail(
                status,
                texts.in(Locale.ENGLISH)
                        .text("refusal." + refusal.code(), refusal.arguments().toArray()));
        problem.setProperty("code", refusal.code());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static Answer answer(MemberId member, Explanation explanation) {
        return new Answer(
                member.toString(),
                explanation.permission().key(),
                place(explanation.place()),
                explanation.allowed(),
                explanation.reason().name().toLowerCase(Locale.ROOT),
                explanation.through().stream().map(WhyApi::grant).toList());
    }

    private static GrantJson grant(Grant grant) {
        return new GrantJson(
                grant.id().toString(),
                new RoleJson(
                        grant.role().toString(),
                        grant.roleName().predefined(),
                        grant.roleName().predefined() == null ? grant.roleName().name() : null),
                place(grant.place()),
                grant.team() == null ? null : new TeamJson(grant.team().toString(), grant.holderName()),
                grant.givenBy(),
                grant.givenAt(),
                grant.expiresAt());
    }

    private static PlaceJson place(Place place) {
        return new PlaceJson(place.id().toString(), place.kind().key(), place.name(), place.within(), place.archived());
    }
}
