package dev.gatehouse.messages;

import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Full;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.Limits.Share;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Where text messages may go and how many, so that nobody earns by having them sent (decision 0012): countries, phones that can show
 * one, and budgets per number, per block of numbers and per organization. What is refused is not counted.
 */
@Component
class SmsRules {

    private static final String EVERYWHERE = "*";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    /** A block of numbers has these digits in common: about what somebody who earns by messages rents at once. */
    private static final int PREFIX = 7;

    private final SmsStore store;
    private final Limits limits;
    private final Settings settings;
    private final Clock clock;
    private final Limit numberHour;
    private final Limit numberDay;
    private final Limit prefixHour;

    SmsRules(SmsStore store, Limits limits, Settings settings, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
        this.numberHour = new Limit("sms.number.hour", settings.smsPerNumberHour(), HOUR);
        this.numberDay = new Limit("sms.number.day", settings.smsPerNumberDay(), DAY);
        this.prefixHour = new Limit("sms.prefix", settings.smsPerPrefixHour(), HOUR);
    }

    /** Whether there is a way for text messages at all. */
    boolean offered() {
        return settings.sms() != null || Viewer.takes(settings).contains(Channel.SMS);
    }

    /** Counts one text message to a number, or refuses it. */
    void require(OrganizationId organization, String phone) {
        ask(organization, List.of(phone)).getFirst().ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * Counts one text message for each time that a number stands in the list, and returns the numbers that may get what was asked for
     * them.
     */
    Set<String> admitted(OrganizationId organization, List<String> phones) {
        var answers = ask(organization, phones);
        var admitted = new HashSet<>(phones);
        for (var i = 0; i < phones.size(); i++) if (answers.get(i).isPresent()) admitted.remove(phones.get(i));
        return admitted;
    }

    private List<Optional<Refusal>> ask(OrganizationId organization, List<String> phones) {
        if (!offered())
            return phones.stream().map(_ -> Optional.of(new Refusal("sms.off"))).toList();
        var policy = store.policy(organization);
        var countries = policy.countries() == null ? settings.smsCountries() : policy.countries();
        var budget =
                new Limit("sms.organization", policy.budget() == null ? settings.smsBudget() : policy.budget(), DAY);
        var answers = new ArrayList<Optional<Refusal>>();
        var fitting = new ArrayList<String>();
        for (var phone : phones) {
            var refusal = elsewhere(phone, countries);
            answers.add(refusal);
            if (refusal.isEmpty()) fitting.add(phone);
        }
        var full = limits.takeTogether(fitting.stream()
                        .map(phone -> shares(organization, phone, budget))
                        .toList())
                .iterator();
        for (var i = 0; i < answers.size(); i++)
            if (answers.get(i).isEmpty()) answers.set(i, full.next().map(window -> refusal(window, budget)));
        return answers;
    }

    /** Why a number is none that text messages go to, whatever is left. */
    private static Optional<Refusal> elsewhere(String phone, Set<String> countries) {
        var read = PhoneNumber.read(phone, null);
        if (read.isEmpty()) return Optional.of(Refusal.input("phone", "phone.malformed"));
        var number = read.get();
        if (!countries.contains(EVERYWHERE) && !countries.contains(number.country()))
            return Optional.of(new Refusal("sms.country", number.callingCode()));
        return number.mobile() ? Optional.empty() : Optional.of(new Refusal("sms.mobile"));
    }

    private List<Share> shares(OrganizationId organization, String phone, Limit budget) {
        return List.of(
                new Share(numberHour, phone),
                new Share(numberDay, phone),
                new Share(prefixHour, phone.substring(1, Math.min(phone.length(), 1 + PREFIX))),
                new Share(budget, organization.toString()));
    }

    private Refusal refusal(Full full, Limit budget) {
        var wait = Duration.between(clock.instant(), full.endsAt());
        if (full.limit().equals(budget)) return new Refusal("sms.budget", budget.most(), wait);
        return new Refusal(full.limit().equals(prefixHour) ? "sms.busy" : "sms.number", wait);
    }
}
