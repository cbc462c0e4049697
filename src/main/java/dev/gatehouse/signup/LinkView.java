package dev.gatehouse.signup;

import dev.gatehouse.organizations.Organization;

/**
 * What the link that proves an address opens.
 *
 * @param password whether the password that was chosen is asked for: the form was filled in elsewhere
 */
public record LinkView(Organization organization, boolean password) {}
