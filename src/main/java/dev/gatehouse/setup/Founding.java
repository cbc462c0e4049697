package dev.gatehouse.setup;

import dev.gatehouse.access.Access;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.organizations.NewOrganization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Further organizations (ORG-7): an operator makes one and invites its first admin in one go. */
@Service
public class Founding {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MOST_SEATS = 100_000_000;

    private final Access access;
    private final Organizations organizations;
    private final Invitations invitations;
    private final Texts texts;

    Founding(Access access, Organizations organizations, Invitations invitations, Texts texts) {
        this.access = access;
        this.organizations = organizations;
        this.invitations = invitations;
        this.texts = texts;
    }

    /** Makes the organization; its admin gets an invitation by e-mail, which takes the first seat. Refuses wrong input at its field. */
    @Transactional
    public OrganizationId create(Actor actor, FoundingForm form) {
        access.requireOperator(actor);
        var name = OneLine.require("name", "organization.name", form.name(), 120);
        var slug = form.slug().isBlank() ? Slugs.of(name) : form.slug().strip();
        var address = EmailAddress.parse(form.email());
        if (texts.all().stream().noneMatch(language -> language.tag().equals(form.language())))
            throw Refusal.input("language", "organization.language");
        var id = organizations.create(
                actor,
                new NewOrganization(
                        name, slug, form.language(), seats(form.seats().strip())));
        invitations.inviteFirstAdmin(actor, id, address);
        return id;
    }

    private static @Nullable Integer seats(String typed) {
        if (typed.isEmpty()) return null;
        var seats = NUMBER.matcher(typed).matches() ? Integer.parseInt(typed) : 0;
        if (seats < 1 || seats > MOST_SEATS) throw Refusal.input("seats", "seats.number.one", MOST_SEATS);
        return seats;
    }
}
