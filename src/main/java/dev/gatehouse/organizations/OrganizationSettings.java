package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an organization's admins decide for all of it (ORG-6). */
@Service
public class OrganizationSettings {

    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int LONGEST_NAME = 120;

    private final SettingsStore store;
    private final OrganizationStore organizations;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    OrganizationSettings(
            SettingsStore store,
            OrganizationStore organizations,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /** The settings as they are, for somebody who may change them. */
    @Transactional(readOnly = true)
    public Organization read(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
    }

    /** Changes the settings, all or none. Refuses what is wrong at its field. */
    @Transactional
    public Organization change(Actor actor, SettingsForm form) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var before = store.lock(actor.organization()).orElseThrow(Refusal::notFound);
        var after = new Organization(
                before.id(),
                before.slug(),
                OneLine.require("name", "organization.name", form.name(), LONGEST_NAME),
                color(form.brandColor()),
                form.senderName().isBlank()
                        ? null
                        : OneLine.require("senderName", "organization.sender", form.senderName(), LONGEST_NAME),
                language(form.defaultLanguage()),
                number("invitationDays", "organization.days", form.invitationDays(), 1, 30),
                number("passwordMinimum", "organization.password", form.passwordMinimum(), 8, 64),
                before.seatsAllowed(),
                before.seatsUsed(),
                before.suspended(),
                before.logo());
        if (after.equals(before)) return before;
        store.update(after);
        audit.record(actor, changes(before, after));
        return after;
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
        audit.record(
                actor,
                Event.of(
                        "organization.logo_changed",
                        "organization",
                        actor.organization().value()));
    }

    /** Goes back to the initial of the name. */
    @Transactional
    public void removeLogo(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        if (!store.deleteLogo(actor.organization())) return;
        audit.record(
                actor,
                Event.of(
                        "organization.logo_changed",
                        "organization",
                        actor.organization().value()));
    }

    /** Names may be those of people, and are therefore not kept in the log; numbers and colours are. */
    private static Event changes(Organization before, Organization after) {
        var event = Event.of(
                "organization.settings_changed", "organization", after.id().value());
        if (!before.name().equals(after.name())) event = event.with("name", "*");
        if (!Objects.equals(before.senderName(), after.senderName())) event = event.with("senderName", "*");
        event = with(event, "brandColor", before.brandColor(), after.brandColor());
        event = with(event, "defaultLanguage", before.defaultLanguage(), after.defaultLanguage());
        event = with(event, "invitationDays", before.invitationDays(), after.invitationDays());
        return with(event, "passwordMinimum", before.passwordMinimum(), after.passwordMinimum());
    }

    private static Event with(Event event, String name, Object before, Object after) {
        return before.equals(after) ? event : event.with(name, before + " → " + after);
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

    private static int number(String field, String code, @Nullable String typed, int least, int most) {
        var text = typed == null ? "" : typed.strip();
        var number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < least || number > most) throw Refusal.input(field, code, least, most);
        return number;
    }
}
