package dev.gatehouse.signup;

import java.util.UUID;

/**
 * What the browser of somebody who signs up keeps, under a seal: it looks the same whether or not the address or number was known.
 *
 * @param slug the address of the organization
 * @param subject the member that there will be; of what was known already, an id that nobody has
 * @param address the e-mail address or the number in E.164, as it was read
 */
record Handle(String slug, UUID subject, Way way, String address) {

    /** Never the address. */
    @Override
    public String toString() {
        return "Handle[" + way + "]";
    }
}
