package dev.gatehouse.profile;

import dev.gatehouse.console.Shell;
import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.people.AccountEmail;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.SecondFactorState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person signs in with.
 *
 * @param user what they sign in with now, for password managers
 * @param emails the main one first
 * @param phone as people write it; null where there is none
 * @param smsOffered whether a number can be confirmed at all
 * @param places the organizations that they can enter, with their usernames
 * @param known what the meter needs to judge a new password
 * @param refusal what is wrong with the new password; null where nothing is
 */
public record SignInView(
        String user,
        List<AccountEmail> emails,
        @Nullable String phone,
        boolean smsOffered,
        List<OwnRecord> places,
        SecondFactorState secondFactor,
        int passwordMinimum,
        Map<String, String> known,
        @Nullable Refusal refusal) {

    public SignInView {
        emails = List.copyOf(emails);
        places = List.copyOf(places);
        known = Map.copyOf(known);
    }

    SignInView refused(Refusal wrong) {
        return new SignInView(user, emails, phone, smsOffered, places, secondFactor, passwordMinimum, known, wrong);
    }

    /** The sentence that stands at a field of the new password; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
    }

    /** Whether any of the usernames can be changed here. */
    public boolean named() {
        return places.stream().anyMatch(OwnRecord::editable);
    }
}
