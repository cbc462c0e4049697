package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Scratch;
import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The file of an import. It is kept in the database, so that any process can go on with it, and sealed, because one-time passwords may stand
 * in it; on disk it is for as long as it takes to open it.
 */
@Component
class ImportFile {

    private static final int PIECE = 1 << 20;

    private final ImportPieceStore store;
    private final Sealer sealer;
    private final Scratch scratch;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;

    ImportFile(
            ImportPieceStore store,
            Scratch scratch,
            Settings settings,
            Tenancy tenancy,
            TransactionTemplate transaction) {
        this.store = store;
        this.scratch = scratch;
        this.sealer = new Sealer(settings.masterKey().derive("imported files"));
        this.tenancy = tenancy;
        this.transaction = transaction;
    }

    /** Keeps an uploaded file. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(OrganizationId organization, ImportId id, Path file) {
        try (var stream = Files.newInputStream(file)) {
            var number = 0;
            for (var piece = stream.readNBytes(PIECE); piece.length > 0; piece = stream.readNBytes(PIECE)) {
                store.insert(organization, id, number, sealer.seal(piece, context(organization, id, number)));
                number++;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read an uploaded file", unreadable);
        }
    }

    /** Forgets a file that was kept. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(OrganizationId organization, ImportId id) {
        store.delete(organization, id);
    }

    /** How many bytes the files of an organization take. */
    long kept(OrganizationId organization) {
        return store.bytes(organization);
    }

    /** Opens a file that was kept, outside of any transaction. Refuses as {@link Sheets#open} does. */
    Sheet open(OrganizationId organization, ImportId id, String fileName) {
        var file = newFile();
        try {
            try (var target = Files.newOutputStream(file)) {
                var number = 0;
                for (var piece = piece(organization, id, number);
                        piece.isPresent();
                        piece = piece(organization, id, number)) {
                    target.write(sealer.open(piece.get(), context(organization, id, number)));
                    number++;
                }
            }
            return Sheets.open(file, fileName);
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write the file of an import", full);
        } finally {
            delete(file);
        }
    }

    /** Seals what is kept beside the file. */
    byte[] seal(OrganizationId organization, ImportId id, Sealed what, byte[] clear) {
        return sealer.seal(clear, what.context(organization, id));
    }

    /** Opens what {@link #seal} sealed. */
    byte[] unseal(OrganizationId organization, ImportId id, Sealed what, byte[] sealed) {
        return sealer.open(sealed, what.context(organization, id));
    }

    private Optional<byte[]> piece(OrganizationId organization, ImportId id, int number) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            tenancy.enter(organization);
            return store.find(organization, id, number);
        }));
    }

    private static String context(OrganizationId organization, ImportId id, int number) {
        return organization + "\n" + id + "\n" + number;
    }

    private Path newFile() {
        try {
            return scratch.newFile();
        } catch (IOException full) {
            throw new UncheckedIOException("cannot make a file for an import", full);
        }
    }

    /** What is open stays readable when its name is gone. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new UncheckedIOException("cannot delete the file of an import", stays);
        }
    }
}
