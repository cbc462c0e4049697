package dev.gatehouse.profile;

import dev.gatehouse.console.Shell;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.members.OwnAttribute;
import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pane or a dialog of a person's own page asks; without JavaScript it is a page of its own. */
public sealed interface Question {

    /** Why it is asked again; null at first. */
    @Nullable
    Refusal refusal();

    /** The section that it belongs to. */
    Section section();

    /** The sentence that stands at a field; null where it is right. */
    default @Nullable String problem(Shell shell, String field) {
        var refusal = refusal();
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }

    /** The sentence that belongs to no field; null where there is none. */
    default @Nullable String trouble(Shell shell) {
        var refusal = refusal();
        return refusal != null && refusal.field() == null ? shell.refusal(refusal) : null;
    }

    /**
     * Another e-mail address to sign in with.
     *
     * @param user what the person signs in with now, for password managers
     */
    record NewEmail(String user, String typed, @Nullable Refusal refusal) implements Question {

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }
    }

    /** A phone number to sign in with, in place of the one before. */
    record NewPhone(
            String user,
            String typed,
            @Nullable String before,
            @Nullable Refusal refusal) implements Question {

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }
    }

    /**
     * The code that went to an address or number.
     *
     * @param sms whether it is a number
     * @param to where it went
     */
    record Code(
            boolean sms, String to, boolean again, @Nullable Refusal refusal) implements Question {

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }

        /** Where it is typed, and asked for once more. */
        public String address() {
            return sms ? "/me/sign-in/phone" : "/me/sign-in/emails";
        }
    }

    /** The usernames of the organizations, by their addresses. */
    record Usernames(
            String user,
            List<OwnRecord> places,
            Map<String, String> typed,
            @Nullable Refusal refusal) implements Question {

        public Usernames {
            places = List.copyOf(places);
            typed = Map.copyOf(typed);
        }

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }

        /** The name of the field of an organization. */
        public static String field(OwnRecord place) {
            return "username." + place.slug();
        }

        public String value(OwnRecord place) {
            return Objects.requireNonNullElse(
                    typed.get(field(place)), Objects.requireNonNullElse(place.username(), ""));
        }
    }

    /**
     * Whether an address shall be the main one.
     *
     * @param action where the answer goes
     * @param places the organizations that will see it
     */
    record Choose(
            String action,
            String user,
            String email,
            List<String> places,
            @Nullable Refusal refusal) implements Question {

        public Choose {
            places = List.copyOf(places);
        }

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }
    }

    /**
     * Whether an address or the number shall go.
     *
     * @param places the organizations that see it until now
     */
    record Removal(
            String action,
            boolean sms,
            String user,
            String what,
            List<String> places,
            @Nullable Refusal refusal) implements Question {

        public Removal {
            places = List.copyOf(places);
        }

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }
    }

    /** Whether a code shall be asked for beside the password. */
    record SecondFactor(boolean on, String user, @Nullable Refusal refusal) implements Question {

        @Override
        public Section section() {
            return Section.SIGN_IN;
        }
    }

    /** What an organization lets the person change. */
    record Details(
            ProfileView.Known known,
            Map<String, String> typed,
            @Nullable Refusal refusal) implements Question {

        public Details {
            typed = Map.copyOf(typed);
        }

        @Override
        public Section section() {
            return Section.PROFILE;
        }

        public String value(OwnAttribute own) {
            return Objects.requireNonNullElse(
                    typed.get(AttributeValues.field(own.attribute().id())),
                    Objects.requireNonNullElse(own.value(), ""));
        }
    }

    /** Whether a consent shall be taken back. */
    record Withdrawal(String action, String organization, Purpose purpose) implements Question {

        @Override
        public @Nullable Refusal refusal() {
            return null;
        }

        @Override
        public Section section() {
            return Section.CONSENTS;
        }
    }

    /** Whether the person agrees. */
    record Agreement(
            String action,
            String organization,
            Purpose purpose,
            ConsentText text,
            @Nullable Refusal refusal) implements Question {

        @Override
        public Section section() {
            return Section.CONSENTS;
        }
    }
}
