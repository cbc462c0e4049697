package dev.gatehouse.admission;

import dev.gatehouse.organizations.Organization;

/**
 * What a confirmation link opens.
 *
 * @param password whether the password that was chosen is asked for, because the invitation came as a link that was handed over
 * @param email the address that is confirmed
 */
public record ConfirmView(Organization organization, boolean password, String email) {}
