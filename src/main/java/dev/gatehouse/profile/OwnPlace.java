package dev.gatehouse.profile;

import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.organizations.PartnerCard;
import org.jspecify.annotations.Nullable;

/**
 * One of a person's organizations.
 *
 * @param partner whom people of the person's partner turn to; null for members of none, and where they cannot enter
 * @param colleagues whether the person may invite colleagues there (INV-8)
 */
public record OwnPlace(OwnRecord record, @Nullable PartnerCard partner, boolean colleagues) {}
