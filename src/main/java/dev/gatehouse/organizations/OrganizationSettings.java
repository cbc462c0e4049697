package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import dev.gatehouse.platform.Texts;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an organization's admins decide for all of it, a section at a time (ORG-6). A change holds at once. */
@Service
public class OrganizationSettings {

    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int LONGEST_NAME = 120;
    private static final int MOST_DOMAINS = 50;
    private static final int LOOKED_AT = 20_000;

    private final SettingsStore store;
    private final PolicyStore policies;
    private final OrganizationStore organizations;
    private final Access access;
    private final Audit audit;
    private final Messages messages;
    private final Texts texts;
    private final Clock clock;

    OrganizationSettings(
            SettingsStore store,
            PolicyStore policies,
            OrganizationStore organizations,
            Access access,
            Audit audit,
            Messages messages,
            Texts texts,
            Clock clock) {
        this.store = store;
        this.policies = policies;
        this.organizations = organizations;
        this.access = access;
        this.audit = audit;
        this.messages = messages;
        this.texts = texts;
        this.clock = clock;
    }

    /** The settings as they are, for somebody who may change them. */
    @Transactional(readOnly = true)
    public SettingsState read(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return state(actor);
    }

    /** Whom a demanded second factor would shut out, counted as far as a page may wait for it. */
    @Transactional(readOnly = true)
    public Unreached unreached(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return policies.unreached(actor.organization(), messages.smsOffered(), LOOKED_AT);
    }

    /** Name, colour, language, and what phone numbers and amounts are taken for. Refuses what is wrong at its field. */
    @Transactional
    public SettingsState changeGeneral(Actor actor, SettingsForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = lock(actor);
        store.updateGeneral(
                actor.organization(),
                OneLine.require("name", "organization.name", form.value("name"), LONGEST_NAME),
                color(form.value("brandColor")),
                language(form.value("defaultLanguage")));
        policies.updateRegion(
                actor.organization(), country(form.value("defaultCountry")), currency(form.value("defaultCurrency")));
        return record(actor, before);
    }

    /** How people sign in, and which of them come by themselves. Refuses what is wrong at its field. */
    @Transactional
    public SettingsState changeSignIn(Actor actor, SettingsForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = lock(actor);
        var mode = Arrays.stream(SignUpMode.values())
                .filter(one -> one.key().equals(form.value("signUp")))
                .findFirst()
                .orElseThrow(() -> Refusal.input("signUp", "settings.sign_up"));
        var domains = domains(form.value("signUpDomains"));
        if (mode == SignUpMode.DOMAINS && domains.isEmpty())
            throw Refusal.input("signUpDomains", "settings.domains.empty");
        store.updatePasswordMinimum(
                actor.organization(),
                number("passwordMinimum", "organization.password", form.value("passwordMinimum"), 8, 64));
        policies.updateSignIn(
                actor.organization(),
                form.on("oneTimePasswords"),
                form.on("mfaRequired"),
                mode,
                domains,
                form.on("signUpDepartmentChoice"),
                form.on("colleagueInvitations"));
        return record(actor, before);
    }

    /** What people are sent, and under which name. Refuses what is wrong at its field. */
    @Transactional
    public SettingsState changeCommunication(Actor actor, SettingsForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = lock(actor);
        store.updateCommunication(
                actor.organization(),
                form.value("senderName").isBlank()
                        ? null
                        : OneLine.require("senderName", "organization.sender", form.value("senderName"), LONGEST_NAME),
                number("invitationDays", "organization.days", form.value("invitationDays"), 1, 30));
        policies.updateActivation(actor.organization(), form.on("activationEmails"), form.on("activationSms"));
        return record(actor, before);
    }

    /** Whether admins may edit what belongs to the person (LIF-6). */
    @Transactional
    public SettingsState changePersonalData(Actor actor, boolean byAdmins) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = lock(actor);
        policies.updatePersonalData(actor.organization(), byAdmins);
        return record(actor, before);
    }

    /** Whether custom attributes are hidden from admins until somebody is {@code REGISTERED} (CRE-9). */
    @Transactional
    public SettingsState changeAttributesHidden(Actor actor, boolean hidden) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = lock(actor);
        policies.updateAttributesHidden(actor.organization(), hidden);
        return record(actor, before);
    }

    /**
     * Takes a picture as the logo: PNG or JPEG, at most 1 MiB. It is drawn anew in 256 pixels, so that nothing of the file
     * but its picture is kept. Refuses with {@code logo.*} at the field {@code logo}.
     */
    @Transactional
    public void changeLogo(Actor actor, byte[] file) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var png = Picture.draw(file);
        store.putLogo(actor.organization(), png, Picture.hash(png), clock.instant());
        recordLogo(actor);
    }

    /** Goes back to the initial of the name. */
    @Transactional
    public void removeLogo(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        if (store.deleteLogo(actor.organization())) recordLogo(actor);
    }

    private void recordLogo(Actor actor) {
        audit.record(
                actor,
                Event.of(
                        "organization.logo_changed",
                        "organization",
                        actor.organization().value()));
    }

    /** The state before a change; two admins who save at once do so one after the other. */
    private SettingsState lock(Actor actor) {
        store.lock(actor.organization());
        return state(actor);
    }

    private SettingsState state(Actor actor) {
        return new SettingsState(
                organizations.find(actor.organization()).orElseThrow(Refusal::notFound),
                policies.of(actor.organization()));
    }

    private SettingsState record(Actor actor, SettingsState before) {
        var after = state(actor);
        if (!after.equals(before)) audit.record(actor, before.changedTo(after));
        return after;
    }

    private static String color(String typed) {
        var color = typed.strip().toLowerCase(Locale.ROOT);
        if (!COLOR.matcher(color).matches()) throw Refusal.input("brandColor", "organization.color");
        return color;
    }

    private String language(String typed) {
        if (texts.all().stream().noneMatch(language -> language.tag().equals(typed)))
            throw Refusal.input("defaultLanguage", "organization.language");
        return typed;
    }

    private static @Nullable String country(String typed) {
        if (typed.isEmpty()) return null;
        if (!Regions.isCountry(typed)) throw Refusal.input("defaultCountry", "settings.country");
        return typed;
    }

    private static String currency(String typed) {
        if (!Regions.isCurrency(typed)) throw Refusal.input("defaultCurrency", "settings.currency");
        return typed;
    }

    /** Domains as addresses have them, in the order of the list. */
    private static List<String> domains(String typed) {
        var domains = new LinkedHashSet<String>();
        for (var word : typed.split("[\\s,;]+", -1)) {
            if (word.isEmpty()) continue;
            var domain = word.startsWith("@") ? word.substring(1) : word;
            var address = domain.indexOf('@') >= 0
                    ? null
                    : EmailAddress.read("x@" + domain).orElse(null);
            if (address == null) throw Refusal.input("signUpDomains", "settings.domains", word);
            domains.add(address.key().substring(2));
        }
        if (domains.size() > MOST_DOMAINS) throw Refusal.input("signUpDomains", "settings.domains.many", MOST_DOMAINS);
        return List.copyOf(domains);
    }

    private static int number(String field, String code, String typed, int least, int most) {
        var text = typed.strip();
        var number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < least || number > most) throw Refusal.input(field, code, least, most);
        return number;
    }
}
