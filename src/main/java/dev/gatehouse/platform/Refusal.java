package dev.gatehouse.platform;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A no that the person can understand and act on. The sentence is the text {@code refusal.<code>} of the message bundles,
 * filled with the arguments; each edge (page, problem+json, SCIM) renders it once.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no it is; the edges translate it to their status codes. */
    public enum Kind {
        /** The request asks for something that the rules do not allow now (HTTP 409 or 422). */
        RULE,
        /** The input is wrong; {@link Refusal#field()} names the field (HTTP 422). */
        INPUT,
        /** The actor may not do this (HTTP 403). */
        FORBIDDEN,
        /** It is not there, or the actor must not learn that it is (HTTP 404). */
        NOT_FOUND,
        /** Nobody is signed in (HTTP 401, pages redirect to sign-in). */
        UNAUTHENTICATED,
        /** Too much was asked for; {@link Refusal#retryAfterSeconds()} says when to try again (HTTP 429). */
        TOO_MANY,
        /** The server cannot do it at the moment (HTTP 503, {@code Retry-After}). */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;
    private final transient @Nullable String field;
    private final transient List<Object> arguments;
    private final int retryAfterSeconds;

    private Refusal(Kind kind, String code, @Nullable String field, int retryAfterSeconds, Object... arguments) {
        super(code, null, false, false);
        this.kind = kind;
        this.code = code;
        this.field = field;
        this.retryAfterSeconds = retryAfterSeconds;
        this.arguments = List.of(arguments);
    }

    /** A rule says no: {@code refusal.<code>} explains it with the arguments. */
    public Refusal(String code, Object... arguments) {
        this(Kind.RULE, code, null, 0, arguments);
    }

    /** The value of one field is wrong. */
    public static Refusal input(String field, String code, Object... arguments) {
        return new Refusal(Kind.INPUT, code, Objects.requireNonNull(field), 0, arguments);
    }

    /** The actor lacks the permission. */
    public static Refusal forbidden() {
        return new Refusal(Kind.FORBIDDEN, "forbidden", null, 0);
    }

    /** There is nothing there for this actor. */
    public static Refusal notFound() {
        return new Refusal(Kind.NOT_FOUND, "not.found", null, 0);
    }

    /** Somebody must sign in first. */
    public static Refusal unauthenticated() {
        return new Refusal(Kind.UNAUTHENTICATED, "unauthenticated", null, 0);
    }

    /** Too many tries; the sentence names how long to wait. */
    public static Refusal tooMany(String code, int retryAfterSeconds) {
        return new Refusal(Kind.TOO_MANY, code, null, retryAfterSeconds, Duration.ofSeconds(retryAfterSeconds));
    }

    /** The server is at its bound; the sentence names the seconds to wait. */
    public static Refusal unavailable(String code, int retryAfterSeconds) {
        return new Refusal(Kind.UNAVAILABLE, code, null, retryAfterSeconds, retryAfterSeconds);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** The name of the form field that is wrong; null where no single field is. */
    public @Nullable String field() {
        return field;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /** Seconds until another try makes sense; 0 where it does not depend on time. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
