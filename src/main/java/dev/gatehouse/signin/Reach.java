package dev.gatehouse.signin;

import dev.gatehouse.access.Access;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.people.Account;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Tenancy;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where somebody can be reached by what opens their account: the address that they proved, else the number. What only an organization
 * noted counts where the account opens nothing but that organization: nobody's word reaches further than they do (decision 0013).
 */
@Component
class Reach {

    /**
     * A way to somebody.
     *
     * @param organization who pays for it: the platform where the address is the person's own
     * @param member where the organization knows it from; null where the person proved it
     */
    record Way(
            Channel channel,
            String address,
            OrganizationId organization,
            @Nullable MemberId member) {

        /** As it may stand on a page for somebody who knows the password. */
        String masked() {
            return channel == Channel.EMAIL ? EmailAddress.parse(address).masked() : new PhoneNumber(address).masked();
        }

        @Override
        public String toString() {
            return "Way[" + channel + "]";
        }
    }

    private final Members members;
    private final Access access;
    private final Messages messages;
    private final Tenancy tenancy;

    Reach(Members members, Access access, Messages messages, Tenancy tenancy) {
        this.members = members;
        this.access = access;
        this.messages = messages;
        this.tenancy = tenancy;
    }

    /** The best way to somebody. Empty where there is none. The transaction has entered the way's organization afterwards. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Way> to(Account account) {
        var own = own(account);
        if (own.isPresent()) {
            tenancy.enter(OrganizationId.PLATFORM);
            return own;
        }
        return onlyPlace(account).flatMap(actor -> {
            tenancy.enter(actor.organization());
            return members.find(actor, Objects.requireNonNull(actor.member()))
                    .filter(member -> member.status() != MemberStatus.BLOCKED)
                    .flatMap(member -> member.email() != null
                            ? Optional.of(new Way(Channel.EMAIL, member.email(), actor.organization(), member.id()))
                            : Optional.ofNullable(member.phone())
                                    .filter(_ -> messages.smsOffered())
                                    .map(phone -> new Way(Channel.SMS, phone, actor.organization(), member.id())));
        });
    }

    /** What the person proved to be theirs. */
    Optional<Way> own(Account account) {
        if (account.emailVerified())
            return Optional.of(new Way(Channel.EMAIL, account.email(), OrganizationId.PLATFORM, null));
        return Optional.ofNullable(account.phone())
                .filter(_ -> messages.smsOffered())
                .map(phone -> new Way(Channel.SMS, phone, OrganizationId.PLATFORM, null));
    }

    /** The account as the member of its only organization; empty where it opens more, or nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Actor> onlyPlace(Account account) {
        var memberships = members.memberships(account.id());
        if (memberships.size() != 1 || access.isOperator(Actor.account(account.id(), Origin.SERVER)))
            return Optional.empty();
        var only = memberships.getFirst();
        return Optional.of(Actor.member(only.organization(), account.id(), only.id(), only.subject(), Origin.SERVER));
    }
}
