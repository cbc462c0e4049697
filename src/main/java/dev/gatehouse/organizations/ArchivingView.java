package dev.gatehouse.organizations;

/**
 * The question before a hub or a repository is archived or restored, with what it means.
 *
 * @param archive whether it is to be archived; else restored
 * @param hub whether it is a hub
 * @param repositories how many go with a hub
 * @param back the page behind the dialog; the form posts to the dialog's own address
 */
public record ArchivingView(boolean archive, boolean hub, String name, long repositories, String action, String back) {}
